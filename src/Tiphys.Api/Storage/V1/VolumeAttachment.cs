using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>Records the intent to attach a volume to a node, and the outcome of that operation.</summary>
[ApiType("io.k8s.api.storage.v1.VolumeAttachment", Group = "storage.k8s.io", Version = "v1", Kind = "VolumeAttachment")]
[ApiResource(
    "volumeattachments",
    Singular = "volumeattachment",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "tJx/ezt6UDU=")]
[ApiSubresource("status", "storage.k8s.io/v1", "VolumeAttachment", Verbs = ["get", "patch", "update"])]
public sealed partial record VolumeAttachment
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the VolumeAttachment, set by its author.</summary>
    [ApiField("spec", 2)]
    public partial VolumeAttachmentSpec Spec { get; init; }

    /// <summary>Most recently observed state of the VolumeAttachment, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial VolumeAttachmentStatus Status { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>A collection of VolumeAttachment objects returned by list requests.</summary>
[ApiType("io.k8s.api.storage.v1.VolumeAttachmentList", Group = "storage.k8s.io", Version = "v1", Kind = "VolumeAttachmentList")]
public sealed partial record VolumeAttachmentList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The VolumeAttachment objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<VolumeAttachment> Items { get; init; }
}

namespace Tiphys.Api.Storage.V1;

/// <summary>Progress of an attach or detach operation as reported by the attacher.</summary>
[ApiType("io.k8s.api.storage.v1.VolumeAttachmentStatus")]
public sealed partial record VolumeAttachmentStatus
{
    /// <summary>Whether the volume has been attached successfully; set only by the attacher.</summary>
    [ApiField("attached", 1)]
    public partial bool Attached { get; init; }

    /// <summary>Details returned by a successful attach that are needed for mounting the volume later.</summary>
    [ApiField("attachmentMetadata", 2, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> AttachmentMetadata { get; init; }

    /// <summary>Most recent failure of the attach operation, if any.</summary>
    [ApiField("attachError", 3, OmitEmpty = true, Optional = true)]
    public partial VolumeError? AttachError { get; init; }

    /// <summary>Most recent failure of the detach operation, if any.</summary>
    [ApiField("detachError", 4, OmitEmpty = true, Optional = true)]
    public partial VolumeError? DetachError { get; init; }
}

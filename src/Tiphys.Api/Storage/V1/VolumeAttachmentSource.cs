using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>Identifies the volume to attach, by exactly one of its members.</summary>
[ApiType("io.k8s.api.storage.v1.VolumeAttachmentSource")]
public sealed partial record VolumeAttachmentSource
{
    /// <summary>Name of the persistent volume to attach.</summary>
    [ApiField("persistentVolumeName", 1, OmitEmpty = true, Optional = true)]
    public partial string? PersistentVolumeName { get; init; }

    /// <summary>Volume definition translated from an inline pod volume, used for migration to CSI.</summary>
    [ApiField("inlineVolumeSpec", 2, OmitEmpty = true, Optional = true)]
    public partial PersistentVolumeSpec? InlineVolumeSpec { get; init; }
}

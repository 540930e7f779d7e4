namespace Tiphys.Api.Core.V1;

/// <summary>Describes storage directly attached to one node that backs a PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.LocalVolumeSource")]
public sealed partial record LocalVolumeSource
{
    /// <summary>Full path on the node to a directory, or to a block device such as a disk or partition.</summary>
    [ApiField("path", 1)]
    public partial string Path { get; init; }

    /// <summary>File system to mount when the path is a block device; chosen automatically when unset.</summary>
    [ApiField("fsType", 2, OmitEmpty = true, Optional = true)]
    public partial string? FSType { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>How one volume is really mounted inside a container.</summary>
[ApiType("io.k8s.api.core.v1.VolumeMountStatus")]
public sealed partial record VolumeMountStatus
{
    /// <summary>Name of the volume mount to which this entry belongs.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Path in the container at which the volume was mounted.</summary>
    [ApiField("mountPath", 2)]
    public partial string MountPath { get; init; }

    /// <summary>Whether the mount itself turned out to be read-only.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>Effective recursive read-only mode: Disabled or Enabled, or unset for writable mounts.</summary>
    [ApiField("recursiveReadOnly", 4, OmitEmpty = true, Optional = true, TypeName = "v1.RecursiveReadOnlyMode")]
    public partial string? RecursiveReadOnly { get; init; }

    /// <summary>Further details of the mounted volume that depend on its kind.</summary>
    [ApiField("volumeStatus", 5, OmitEmpty = true, Optional = true)]
    public partial VolumeStatus? VolumeStatus { get; init; }
}

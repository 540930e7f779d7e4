namespace Tiphys.Api.Core.V1;

/// <summary>Describes a file or directory of the node's own file system exposed to the pod.</summary>
[ApiType("io.k8s.api.core.v1.HostPathVolumeSource")]
public sealed partial record HostPathVolumeSource
{
    /// <summary>Absolute path on the node; symbolic links are followed to their real target.</summary>
    [ApiField("path", 1)]
    public partial string Path { get; init; }

    /// <summary>Check made before mounting, such as Directory, DirectoryOrCreate, File or Socket; empty performs no check.</summary>
    [ApiField("type", 2, OmitEmpty = true, Optional = true, Enum = typeof(HostPathType), TypeName = "v1.HostPathType")]
    public partial string? Type { get; init; }
}

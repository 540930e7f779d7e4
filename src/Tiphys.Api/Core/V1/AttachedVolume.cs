namespace Tiphys.Api.Core.V1;

/// <summary>One volume that is attached to a node.</summary>
[ApiType("io.k8s.api.core.v1.AttachedVolume")]
public sealed partial record AttachedVolume
{
    /// <summary>Unique name of the volume, made of plugin and volume identifier.</summary>
    [ApiField("name", 1, TypeName = "v1.UniqueVolumeName")]
    public partial string Name { get; init; }

    /// <summary>Path of the device under which the volume appears on the node.</summary>
    [ApiField("devicePath", 2)]
    public partial string DevicePath { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Exposes a raw block volume as a device file inside a container.</summary>
[ApiType("io.k8s.api.core.v1.VolumeDevice")]
public sealed partial record VolumeDevice
{
    /// <summary>Name of the pod volume, which must be backed by a claim in block mode.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Path in the container at which the device file appears.</summary>
    [ApiField("devicePath", 2)]
    public partial string DevicePath { get; init; }
}

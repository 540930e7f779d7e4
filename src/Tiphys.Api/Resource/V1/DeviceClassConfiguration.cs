namespace Tiphys.Api.Resource.V1;

/// <summary>Configuration that a device class adds to allocations made through it.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceClassConfiguration")]
public sealed partial record DeviceClassConfiguration
{
    /// <summary>The fields of DeviceConfiguration, which sit beside the others in JSON.</summary>
    [ApiField("", 1)]
    public partial DeviceConfiguration DeviceConfiguration { get; init; }
}

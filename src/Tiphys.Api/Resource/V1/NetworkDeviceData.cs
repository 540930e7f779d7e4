namespace Tiphys.Api.Resource.V1;

/// <summary>Network details of an allocated device.</summary>
[ApiType("io.k8s.api.resource.v1.NetworkDeviceData")]
public sealed partial record NetworkDeviceData
{
    /// <summary>Name of the network interface inside the pod; at most 256 characters.</summary>
    [ApiField("interfaceName", 1, OmitEmpty = true, Optional = true)]
    public partial string InterfaceName { get; init; }

    /// <summary>Addresses of the interface in CIDR notation, including the prefix length.</summary>
    [ApiField("ips", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> IPs { get; init; }

    /// <summary>Hardware address of the interface, such as a MAC address; at most 128 characters.</summary>
    [ApiField("hardwareAddress", 3, OmitEmpty = true, Optional = true)]
    public partial string HardwareAddress { get; init; }
}

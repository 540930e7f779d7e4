namespace Tiphys.Api.Core.V1;

/// <summary>One address or name of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeAddress")]
public sealed partial record NodeAddress
{
    /// <summary>Kind of address: Hostname, InternalIP, ExternalIP, InternalDNS or ExternalDNS.</summary>
    [ApiField("type", 1, TypeName = "v1.NodeAddressType")]
    public partial string Type { get; init; }

    /// <summary>The address or name itself.</summary>
    [ApiField("address", 2)]
    public partial string Address { get; init; }
}

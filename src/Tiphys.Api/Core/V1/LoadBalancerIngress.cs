namespace Tiphys.Api.Core.V1;

/// <summary>One entry point of a load balancer, given by address or by hostname.</summary>
[ApiType("io.k8s.api.core.v1.LoadBalancerIngress")]
public sealed partial record LoadBalancerIngress
{
    /// <summary>Address of the entry point, for balancers reached by IP.</summary>
    [ApiField("ip", 1, OmitEmpty = true, Optional = true)]
    public partial string IP { get; init; }

    /// <summary>DNS name of the entry point, for balancers reached by name.</summary>
    [ApiField("hostname", 2, OmitEmpty = true, Optional = true)]
    public partial string Hostname { get; init; }

    /// <summary>VIP if packets keep the balancer address as destination, Proxy if they arrive addressed to node or pod.</summary>
    [ApiField("ipMode", 3, OmitEmpty = true, Optional = true, TypeName = "v1.LoadBalancerIPMode")]
    public partial string? IPMode { get; init; }

    /// <summary>Service ports of the balancer along with any error found for each.</summary>
    [ApiField("ports", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<PortStatus> Ports { get; init; }
}

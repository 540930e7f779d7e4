namespace Tiphys.Api.Networking.V1;

/// <summary>One entry point of a load balancer, given by IP address or host name.</summary>
[ApiType("io.k8s.api.networking.v1.IngressLoadBalancerIngress")]
public sealed partial record IngressLoadBalancerIngress
{
    /// <summary>IP address of the entry point, used by load balancers that are addressed by IP.</summary>
    [ApiField("ip", 1, OmitEmpty = true, Optional = true)]
    public partial string IP { get; init; }

    /// <summary>DNS name of the entry point, used by load balancers that are addressed by name.</summary>
    [ApiField("hostname", 2, OmitEmpty = true, Optional = true)]
    public partial string Hostname { get; init; }

    /// <summary>State of each port that this entry point exposes.</summary>
    [ApiField("ports", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<IngressPortStatus> Ports { get; init; }
}

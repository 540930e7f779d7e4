namespace Tiphys.Api.Networking.V1;

/// <summary>Entry points of the load balancer that fronts an ingress.</summary>
[ApiType("io.k8s.api.networking.v1.IngressLoadBalancerStatus")]
public sealed partial record IngressLoadBalancerStatus
{
    /// <summary>Addresses at which the load balancer accepts traffic for the ingress.</summary>
    [ApiField("ingress", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<IngressLoadBalancerIngress> Ingress { get; init; }
}

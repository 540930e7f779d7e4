namespace Tiphys.Api.Core.V1;

/// <summary>Observed state of an external load balancer.</summary>
[ApiType("io.k8s.api.core.v1.LoadBalancerStatus")]
public sealed partial record LoadBalancerStatus
{
    /// <summary>Entry points at which traffic for the service can arrive.</summary>
    [ApiField("ingress", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<LoadBalancerIngress> Ingress { get; init; }
}

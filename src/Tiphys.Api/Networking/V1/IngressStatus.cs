namespace Tiphys.Api.Networking.V1;

/// <summary>Observed state of an ingress as published by its controller.</summary>
[ApiType("io.k8s.api.networking.v1.IngressStatus")]
public sealed partial record IngressStatus
{
    /// <summary>Current addresses of the load balancer serving this ingress.</summary>
    [ApiField("loadBalancer", 1, OmitEmpty = true, Optional = true)]
    public partial IngressLoadBalancerStatus LoadBalancer { get; init; }
}

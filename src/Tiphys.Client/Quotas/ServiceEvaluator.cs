using Tiphys.Api.Core.V1;

namespace Tiphys.Client.Quotas;

/// <summary>Services, their load balancers and the node ports that they will have.</summary>
internal sealed class ServiceEvaluator : IQuotaEvaluator
{
    private static readonly string[] Names = ["count/services", "services", "services.nodeports", "services.loadbalancers"];

    public IReadOnlyList<string> Matching(IEnumerable<string> names) => names.Where(name => Names.Contains(name)).ToList();

    public bool IsInScope(ScopedResourceSelectorRequirement scope, IKubernetesObject value) => false;

    public string? Missing(IReadOnlyList<string> limited, IKubernetesObject value) => null;

    public ApiMap<Quantity> Usage(IKubernetesObject value, DateTimeOffset now)
    {
        var spec = ((Service)value).Spec;
        var isBalancer = spec.Type == ServiceType.LoadBalancer;
        var ports = spec.Type == ServiceType.NodePort || (isBalancer && spec.AllocateLoadBalancerNodePorts != false) ? spec.Ports.Count
            : isBalancer ? spec.Ports.Count(port => port.NodePort != 0)
            : 0;
        return
        [
            new("count/services", Quantity.FromValue(1)),
            new("services", Quantity.FromValue(1)),
            new("services.nodeports", Quantity.FromValue(ports)),
            new("services.loadbalancers", Quantity.FromValue(isBalancer ? 1 : 0)),
        ];
    }
}

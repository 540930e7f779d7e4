using Tiphys.Api.Core.V1;
using Tiphys.Api.Networking.V1;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Defaults of network policies (pkg/apis/networking/v1/defaults.go).</summary>
internal static class NetworkPolicyDefaults
{
    public static NetworkPolicy Apply(NetworkPolicy policy) => policy with
    {
        Spec = policy.Spec with
        {
            PolicyTypes = policy.Spec.PolicyTypes.IsEmpty ? Types(policy.Spec) : policy.Spec.PolicyTypes,
            Ingress = policy.Spec.Ingress.Map(rule => rule with { Ports = rule.Ports.Map(Port) }),
            Egress = policy.Spec.Egress.Map(rule => rule with { Ports = rule.Ports.Map(Port) }),
        },
    };

    private static ApiList<string> Types(NetworkPolicySpec spec) => spec.Egress.IsEmpty ? [PolicyType.Ingress] : [PolicyType.Ingress, PolicyType.Egress];

    private static NetworkPolicyPort Port(NetworkPolicyPort port) => port with { Protocol = port.Protocol ?? Protocol.TCP };
}

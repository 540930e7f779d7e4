using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Chooses the pods a network policy covers and lists the traffic it permits.</summary>
[ApiType("io.k8s.api.networking.v1.NetworkPolicySpec")]
public sealed partial record NetworkPolicySpec
{
    /// <summary>Label selector for the pods of this namespace that the policy governs; empty selects all of them.</summary>
    [ApiField("podSelector", 1, Optional = true)]
    public partial LabelSelector PodSelector { get; init; }

    /// <summary>Permitted incoming traffic; pods isolated for ingress accept only what at least one rule allows.</summary>
    [ApiField("ingress", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<NetworkPolicyIngressRule> Ingress { get; init; }

    /// <summary>Permitted outgoing traffic; pods isolated for egress may send only what at least one rule allows.</summary>
    [ApiField("egress", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<NetworkPolicyEgressRule> Egress { get; init; }

    /// <summary>Directions the policy governs, Ingress and Egress; by default Ingress, plus Egress when egress rules exist.</summary>
    [ApiField("policyTypes", 4, OmitEmpty = true, Optional = true, Enum = typeof(PolicyType), TypeName = "[]v1.PolicyType")]
    public partial ApiList<string> PolicyTypes { get; init; }
}

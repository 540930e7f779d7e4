using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Policy.V1;

/// <summary>Desired limits on voluntary disruptions for a set of pods.</summary>
[ApiType("io.k8s.api.policy.v1.PodDisruptionBudgetSpec")]
public sealed partial record PodDisruptionBudgetSpec
{
    /// <summary>Number or percentage of selected pods that must stay available during an eviction; excludes maxUnavailable.</summary>
    [ApiField("minAvailable", 1, OmitEmpty = true, Optional = true)]
    public partial IntOrString? MinAvailable { get; init; }

    /// <summary>Label selector for the pods the budget protects; empty selects all pods of the namespace.</summary>
    [ApiField("selector", 2, OmitEmpty = true, Optional = true, PatchStrategy = "replace")]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Number or percentage of selected pods that may be unavailable after an eviction; excludes minAvailable.</summary>
    [ApiField("maxUnavailable", 3, OmitEmpty = true, Optional = true)]
    public partial IntOrString? MaxUnavailable { get; init; }

    /// <summary>When pods that are not ready may be evicted: IfHealthyBudget, the default, or AlwaysAllow.</summary>
    [ApiField("unhealthyPodEvictionPolicy", 4, OmitEmpty = true, Optional = true, Enum = typeof(UnhealthyPodEvictionPolicyType), TypeName = "v1.UnhealthyPodEvictionPolicyType")]
    public partial string? UnhealthyPodEvictionPolicy { get; init; }
}

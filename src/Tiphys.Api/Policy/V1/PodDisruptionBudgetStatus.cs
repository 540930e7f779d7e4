using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.Policy.V1;

/// <summary>Observed state of a disruption budget, which may lag behind the actual state of the pods.</summary>
[ApiType("io.k8s.api.policy.v1.PodDisruptionBudgetStatus")]
public sealed partial record PodDisruptionBudgetStatus
{
    /// <summary>Generation of the budget that this status was computed from.</summary>
    [ApiField("observedGeneration", 1, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Pods whose eviction was granted but not yet observed, mapped to the time of the grant.</summary>
    [ApiField("disruptedPods", 2, OmitEmpty = true, Optional = true)]
    public partial ApiMap<Time> DisruptedPods { get; init; }

    /// <summary>How many pods may be evicted at the moment.</summary>
    [ApiField("disruptionsAllowed", 3, Optional = true)]
    public partial int DisruptionsAllowed { get; init; }

    /// <summary>Number of selected pods that are healthy at present.</summary>
    [ApiField("currentHealthy", 4, Optional = true)]
    public partial int CurrentHealthy { get; init; }

    /// <summary>Lowest number of healthy pods that the budget demands.</summary>
    [ApiField("desiredHealthy", 5, Optional = true)]
    public partial int DesiredHealthy { get; init; }

    /// <summary>Total number of pods counted against the budget.</summary>
    [ApiField("expectedPods", 6, Optional = true)]
    public partial int ExpectedPods { get; init; }

    /// <summary>Latest observations about the budget, including DisruptionAllowed, holding one entry for each type.</summary>
    [ApiField("conditions", 7, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<Condition> Conditions { get; init; }
}

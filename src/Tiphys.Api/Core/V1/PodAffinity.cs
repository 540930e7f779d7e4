namespace Tiphys.Api.Core.V1;

/// <summary>Rules for placing a pod in the same topology domain as certain other pods.</summary>
[ApiType("io.k8s.api.core.v1.PodAffinity")]
public sealed partial record PodAffinity
{
    /// <summary>Terms that must all hold for scheduling; later changes do not evict a running pod.</summary>
    [ApiField("requiredDuringSchedulingIgnoredDuringExecution", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Weighted terms; nodes with the greatest sum of matching weights are preferred.</summary>
    [ApiField("preferredDuringSchedulingIgnoredDuringExecution", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}

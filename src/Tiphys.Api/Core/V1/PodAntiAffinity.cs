namespace Tiphys.Api.Core.V1;

/// <summary>Rules for keeping a pod out of the topology domain of certain other pods.</summary>
[ApiType("io.k8s.api.core.v1.PodAntiAffinity")]
public sealed partial record PodAntiAffinity
{
    /// <summary>Terms none of which may be violated when scheduling; later changes do not evict a running pod.</summary>
    [ApiField("requiredDuringSchedulingIgnoredDuringExecution", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Weighted terms; nodes that violate them are avoided in proportion to the weights.</summary>
    [ApiField("preferredDuringSchedulingIgnoredDuringExecution", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}

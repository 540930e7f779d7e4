namespace Tiphys.Api.Core.V1;

/// <summary>Rules that tie a pod to nodes with certain properties.</summary>
[ApiType("io.k8s.api.core.v1.NodeAffinity")]
public sealed partial record NodeAffinity
{
    /// <summary>Selector a node must satisfy for scheduling; later label changes do not evict the pod.</summary>
    [ApiField("requiredDuringSchedulingIgnoredDuringExecution", 1, OmitEmpty = true, Optional = true)]
    public partial NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Weighted terms; nodes with the greatest sum of matching weights are preferred.</summary>
    [ApiField("preferredDuringSchedulingIgnoredDuringExecution", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}

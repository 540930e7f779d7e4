using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler.Selectors;

/// <summary>A topology spread constraint, ready to be tested, with the API's meaning of what is left out.</summary>
internal sealed record SpreadConstraint
{
    internal required string TopologyKey { get; init; }

    internal required int MaxSkew { get; init; }

    internal required LabelMatcher Selector { get; init; }

    internal int MinDomains { get; init; } = 1;

    /// <summary>True when only nodes count that the pod's node affinity and selector allow.</summary>
    internal bool HonorAffinity { get; init; } = true;

    /// <summary>True when only nodes count whose taints the pod tolerates.</summary>
    internal bool HonorTaints { get; init; }

    /// <summary>The pod's constraints of one kind: DoNotSchedule or ScheduleAnyway.</summary>
    internal static SpreadConstraint[] Of(Pod pod, string whenUnsatisfiable) =>
    [
        .. pod.Spec.TopologySpreadConstraints
            .Where(constraint => constraint.WhenUnsatisfiable == whenUnsatisfiable)
            .Select(constraint => Of(constraint, pod.Metadata.Labels)),
    ];

    private static SpreadConstraint Of(TopologySpreadConstraint constraint, ApiMap<string> podLabels) => new()
    {
        TopologyKey = constraint.TopologyKey,
        MaxSkew = constraint.MaxSkew,
        Selector = LabelMatcher.Of(
            constraint.LabelSelector,
            constraint.MatchLabelKeys.Where(podLabels.ContainsKey).Select(key => LabelMatcher.Equal(key, podLabels[key]))),
        MinDomains = constraint.MinDomains ?? 1,
        HonorAffinity = (constraint.NodeAffinityPolicy ?? NodeInclusionPolicy.Honor) == NodeInclusionPolicy.Honor,
        HonorTaints = (constraint.NodeTaintsPolicy ?? NodeInclusionPolicy.Ignore) == NodeInclusionPolicy.Honor,
    };
}

using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>What both halves of PodTopologySpread count.</summary>
internal static class SpreadCounts
{
    /// <summary>Pods of the namespace that match and are not being deleted; null, for none, when the selector is empty.</summary>
    internal static MatchCounts? Of(Cycle cycle, LabelMatcher selector)
    {
        if (selector.IsEmpty)
        {
            return null;
        }

        var ns = cycle.Pod.Namespace;
        return cycle.State.Counts(
            $"{ns}/{selector.Key}",
            pod => !pod.IsTerminating && pod.Namespace == ns && selector.Matches(pod.Labels));
    }

    /// <summary>True when every node counts, so that none need be looked at.</summary>
    internal static bool IncludesAll(SpreadConstraint constraint, PodInfo pod) =>
        (!constraint.HonorAffinity || pod.Nodes.IsEmpty) && !constraint.HonorTaints;

    /// <summary>True when the node counts under the constraint's inclusion policies.</summary>
    internal static bool Includes(SpreadConstraint constraint, PodInfo pod, Node node) =>
        (!constraint.HonorAffinity || pod.Nodes.IsEmpty || pod.Nodes.Matches(node))
        && (!constraint.HonorTaints || Tolerations.TolerateScheduling(pod.Pod.Spec.Tolerations, node.Spec.Taints));

    /// <summary>True when the node has all the labels.</summary>
    internal static bool HasAll(TopologyValues[] places, int slot)
    {
        foreach (var place in places)
        {
            if (place[slot] == TopologyValues.Missing)
            {
                return false;
            }
        }

        return true;
    }
}

using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>
/// Prefers places with fewer pods of the same kind: by the pod's soft constraints, or, when it has no constraint at all, spread with the pods
/// of its Services and its controller over nodes and zones.
/// </summary>
internal sealed class PodTopologySpreadScore(ISpreadSelectors selectors) : IScorePlugin
{
    private const string HostnameLabel = "kubernetes.io/hostname";
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <param name="Places">Places by the constraint's label.</param>
    /// <param name="ByNode">Matching pods of each node; null for none.</param>
    /// <param name="Pods">Matching pods in each place; null when each node is a place of its own.</param>
    /// <param name="Weight">Greater when there are more places, whose counts are smaller.</param>
    /// <param name="MaxSkew">Waters down small differences.</param>
    private sealed record Constraint(TopologyValues Places, MatchCounts? ByNode, long[]? Pods, double Weight, int MaxSkew);

    public int Weight => 2;

    public bool TryScore(Cycle cycle, ReadOnlySpan<int> slots, Span<long> scores)
    {
        var isDefault = cycle.Pod.Pod.Spec.TopologySpreadConstraints.IsEmpty;
        var wanted = isDefault ? Defaults(cycle.Pod) : cycle.Pod.SoftSpread;
        if (wanted.Length == 0)
        {
            return false;
        }

        // Nodes without a zone still spread by host name, when the pod asked for nothing.
        var required = isDefault ? [] : Array.ConvertAll(wanted, constraint => cycle.State.Topology(constraint.TopologyKey));
        var scored = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            scores[i] = SpreadCounts.HasAll(required, slots[i]) ? 0 : -1;
            scored += scores[i] == 0 ? 1 : 0;
        }

        var constraints = new Constraint[wanted.Length];
        for (var i = 0; i < wanted.Length; i++)
        {
            constraints[i] = Count(cycle, wanted[i], slots, scores, scored, required);
        }

        Score(constraints, slots, scores);
        Normalize(scores);
        return true;
    }

    private SpreadConstraint[] Defaults(PodInfo pod) => selectors.For(pod) is not { } kin ? [] :
    [
        new SpreadConstraint { TopologyKey = HostnameLabel, MaxSkew = 3, Selector = kin },
        new SpreadConstraint { TopologyKey = ZoneLabel, MaxSkew = 5, Selector = kin },
    ];

    private static Constraint Count(
        Cycle cycle, SpreadConstraint constraint, ReadOnlySpan<int> slots, ReadOnlySpan<long> scores, int scored, TopologyValues[] required)
    {
        var places = cycle.State.Topology(constraint.TopologyKey);
        var counts = SpreadCounts.Of(cycle, constraint.Selector);
        if (constraint.TopologyKey == HostnameLabel)
        {
            return new(places, counts, null, Math.Log(scored + 2), constraint.MaxSkew);
        }

        // Only places of possible nodes are of interest; nodes without the label are one more of them for the weight.
        var wanted = new bool[places.Count + 1];
        for (var i = 0; i < slots.Length; i++)
        {
            wanted[places[slots[i]] + 1] |= scores[i] >= 0;
        }

        var includesAll = SpreadCounts.IncludesAll(constraint, cycle.Pod);
        var pods = new long[places.Count];
        foreach (var slot in cycle.State.Order)
        {
            var place = places[slot];
            if (place != TopologyValues.Missing
                && wanted[place + 1]
                && SpreadCounts.HasAll(required, slot)
                && (includesAll || SpreadCounts.Includes(constraint, cycle.Pod, cycle.State.Slots[slot].Node!)))
            {
                pods[place] += counts?[slot] ?? 0;
            }
        }

        return new(places, counts, pods, Math.Log(wanted.Count(item => item) + 2), constraint.MaxSkew);
    }

    private static void Score(Constraint[] constraints, ReadOnlySpan<int> slots, Span<long> scores)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            if (scores[i] < 0)
            {
                continue;
            }

            var sum = 0.0;
            foreach (var constraint in constraints)
            {
                var place = constraint.Places[slots[i]];
                if (place != TopologyValues.Missing)
                {
                    var pods = constraint.Pods is null ? constraint.ByNode?[slots[i]] ?? 0 : constraint.Pods[place];
                    sum += (pods * constraint.Weight) + (constraint.MaxSkew - 1);
                }
            }

            scores[i] = (long)Math.Round(sum, MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>Fewest pods become the best score; nodes that lack a label (-1) get nothing.</summary>
    private static void Normalize(Span<long> scores)
    {
        var (least, most) = (long.MaxValue, 0L);
        foreach (var score in scores)
        {
            if (score >= 0)
            {
                (least, most) = (Math.Min(least, score), Math.Max(most, score));
            }
        }

        foreach (ref var score in scores)
        {
            score = score < 0 ? 0 : most == 0 ? Core.Score.Max : Core.Score.Max * (most + least - score) / most;
        }
    }
}

using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>Preferred pod affinity and anti-affinity, of the pod and of the pods that are there already.</summary>
internal sealed class InterPodAffinityScore : IScorePlugin
{
    /// <summary>What a required term of a pod that is there counts for a pod that it would like beside it (hardPodAffinityWeight).</summary>
    private const int RequiredTermWeight = 1;

    public int Weight => 2;

    public bool TryScore(Cycle cycle, ReadOnlySpan<int> slots, Span<long> scores)
    {
        var own = cycle.Pod.PreferredAffinity.Length + cycle.Pod.PreferredAntiAffinity.Length > 0;
        if (!own && cycle.State.PodsWithPreferences == 0)
        {
            return false;
        }

        var places = Count(cycle, own);
        if (places.IsEmpty)
        {
            return false;
        }

        var (least, most) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < slots.Length; i++)
        {
            scores[i] = places.Sum(slots[i]);
            (least, most) = (Math.Min(least, scores[i]), Math.Max(most, scores[i]));
        }

        foreach (ref var score in scores)
        {
            score = most == least ? 0 : (long)(Score.Max * ((double)(score - least) / (most - least)));
        }

        return true;
    }

    private static PlaceCounts Count(Cycle cycle, bool own)
    {
        var places = new PlaceCounts(cycle.State);
        foreach (var slot in cycle.State.Order)
        {
            ref readonly var node = ref cycle.State.Slots[slot];
            if (!own && node.PodsWithPreferences == 0)
            {
                continue;
            }

            foreach (var there in node.Pods)
            {
                Add(cycle.Pod.PreferredAffinity, there, slot, 1);
                Add(cycle.Pod.PreferredAntiAffinity, there, slot, -1);
                Add(there.PreferredAffinity, cycle.Pod, slot, 1);
                Add(there.PreferredAntiAffinity, cycle.Pod, slot, -1);
                Add(there.RequiredAffinity, cycle.Pod, slot, RequiredTermWeight);
            }
        }

        return places;

        void Add(AffinityTerm[] terms, PodInfo pod, int slot, int sign)
        {
            foreach (var term in terms)
            {
                if (term.Matches(pod, cycle.State.NamespaceLabels))
                {
                    // A required term has no weight of its own.
                    places.Add(term.TopologyKey, slot, sign * (term.Weight == 0 ? 1 : term.Weight));
                }
            }
        }
    }
}

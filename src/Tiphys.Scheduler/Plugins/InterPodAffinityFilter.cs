using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>Required pod affinity and anti-affinity, of the pod and of the pods that are there already.</summary>
internal sealed class InterPodAffinityFilter : IFilterPlugin
{
    private PlaceCounts? _existingAnti;
    private PlaceCounts? _affinity;
    private PlaceCounts? _anti;

    public PluginSet Name => PluginSet.InterPodAffinity;

    public Preparation Prepare(Cycle cycle)
    {
        var pod = cycle.Pod;
        var own = pod.RequiredAffinity.Length + pod.RequiredAntiAffinity.Length > 0;
        if (!own && cycle.State.PodsWithAffinity == 0)
        {
            return Preparation.Skip;
        }

        _existingAnti = new(cycle.State);
        _affinity = new(cycle.State);
        _anti = new(cycle.State);
        foreach (var slot in cycle.State.Order)
        {
            ref readonly var node = ref cycle.State.Slots[slot];
            if (own || node.PodsWithAffinity > 0)
            {
                Count(cycle, slot, node.Pods, own);
            }
        }

        return own || !_existingAnti.IsEmpty ? Preparation.Run : Preparation.Skip;
    }

    public Verdict Filter(Cycle cycle, int slot, in NodeSlot node)
    {
        if (!HasAffinity(cycle, slot))
        {
            cycle.Diagnosis.Add("node(s) didn't match pod affinity rules");
            return Verdict.Unresolvable;
        }

        if (Array.Exists(cycle.Pod.RequiredAntiAffinity, term => _anti!.Of(term.TopologyKey, slot) > 0))
        {
            cycle.Diagnosis.Add("node(s) didn't match pod anti-affinity rules");
            return Verdict.Unschedulable;
        }

        if (_existingAnti!.Sum(slot) > 0)
        {
            cycle.Diagnosis.Add("node(s) didn't satisfy existing pods anti-affinity rules");
            return Verdict.Unschedulable;
        }

        return Verdict.Fits;
    }

    private void Count(Cycle cycle, int slot, List<PodInfo> pods, bool own)
    {
        var labels = cycle.State.NamespaceLabels;
        foreach (var there in pods)
        {
            CountAnti(there.RequiredAntiAffinity, cycle.Pod, _existingAnti!);
            if (!own)
            {
                continue;
            }

            CountAnti(cycle.Pod.RequiredAntiAffinity, there, _anti!);
            if (MatchesAll(cycle.Pod.RequiredAffinity, there, labels))
            {
                foreach (var term in cycle.Pod.RequiredAffinity)
                {
                    _affinity!.Add(term.TopologyKey, slot, 1);
                }
            }
        }

        void CountAnti(AffinityTerm[] terms, PodInfo pod, PlaceCounts counts)
        {
            foreach (var term in terms)
            {
                if (term.Matches(pod, labels))
                {
                    counts.Add(term.TopologyKey, slot, 1);
                }
            }
        }
    }

    /// <summary>
    /// True when in each of the node's places is a pod that fits all terms. The first pod of a group that wants to be with its own kind goes
    /// anywhere where the labels exist, or it would wait for ever.
    /// </summary>
    private bool HasAffinity(Cycle cycle, int slot)
    {
        var terms = cycle.Pod.RequiredAffinity;
        var near = true;
        foreach (var term in terms)
        {
            if (cycle.State.Topology(term.TopologyKey)[slot] == TopologyValues.Missing)
            {
                return false;
            }

            near &= _affinity!.Of(term.TopologyKey, slot) > 0;
        }

        return near || (_affinity!.IsEmpty && MatchesAll(terms, cycle.Pod, cycle.State.NamespaceLabels));
    }

    private static bool MatchesAll(AffinityTerm[] terms, PodInfo pod, Func<string, ApiMap<string>> labels) =>
        terms.Length > 0 && Array.TrueForAll(terms, term => term.Matches(pod, labels));
}

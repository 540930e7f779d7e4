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
        if (!own && cycle.State.AntiAffinity.Entries.Count == 0)
        {
            return Preparation.Skip;
        }

        _existingAnti = Existing(cycle);
        _affinity = new(cycle.State);
        _anti = new(cycle.State);
        if (pod.RequiredAffinity.Length > 0)
        {
            // A pod near which this one wants to be must fit all its terms at once.
            Add(cycle, Counts(cycle, pod.RequiredAffinity), pod.RequiredAffinity, _affinity);
        }

        foreach (var term in pod.RequiredAntiAffinity)
        {
            Add(cycle, Counts(cycle, [term]), [term], _anti);
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

    /// <summary>Places that placed pods keep free of this one.</summary>
    private static PlaceCounts Existing(Cycle cycle)
    {
        var places = new PlaceCounts(cycle.State);
        foreach (var entry in cycle.State.AntiAffinity.Entries)
        {
            if (!entry.Term.Matches(cycle.Pod, cycle.State.NamespaceLabels))
            {
                continue;
            }

            foreach (var (slot, pods) in entry.PodsBySlot)
            {
                places.Add(entry.Term.TopologyKey, slot, pods);
            }
        }

        return places;
    }

    private static MatchCounts Counts(Cycle cycle, AffinityTerm[] terms)
    {
        var labels = cycle.State.NamespaceLabels;
        bool Fits(PodInfo pod) => MatchesAll(terms, pod, labels);
        return Array.Exists(terms, term => term.SelectsNamespaces)
            ? cycle.State.CountOnce(Fits)
            : cycle.State.Counts("terms " + string.Join('&', terms.Select(term => term.PodsKey)), Fits);
    }

    private static void Add(Cycle cycle, MatchCounts counts, AffinityTerm[] terms, PlaceCounts places)
    {
        foreach (var slot in cycle.State.Order)
        {
            var pods = counts[slot];
            if (pods == 0)
            {
                continue;
            }

            foreach (var term in terms)
            {
                places.Add(term.TopologyKey, slot, pods);
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

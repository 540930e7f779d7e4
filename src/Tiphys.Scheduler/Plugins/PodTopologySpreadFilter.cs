using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>Hard topology spread constraints: the fullest place may hold no more than <c>maxSkew</c> pods more than the emptiest.</summary>
internal sealed class PodTopologySpreadFilter : IFilterPlugin
{
    private readonly List<Constraint> _constraints = [];

    /// <param name="Places">Places by the constraint's label.</param>
    /// <param name="Pods">Matching pods in each place; -1 when no node that counts is there.</param>
    /// <param name="Least">The least number of any place.</param>
    /// <param name="Self">1 when the pod counts itself.</param>
    /// <param name="MaxSkew">Allowed difference.</param>
    private sealed record Constraint(TopologyValues Places, int[] Pods, int Least, int Self, int MaxSkew);

    public PluginSet Name => PluginSet.PodTopologySpread;

    public Preparation Prepare(Cycle cycle)
    {
        _constraints.Clear();
        var constraints = cycle.Pod.HardSpread;
        if (constraints.Length == 0)
        {
            return Preparation.Skip;
        }

        var places = Array.ConvertAll(constraints, constraint => cycle.State.Topology(constraint.TopologyKey));
        for (var i = 0; i < constraints.Length; i++)
        {
            _constraints.Add(Count(cycle, constraints[i], places[i], places));
        }

        return Preparation.Run;
    }

    public Verdict Filter(Cycle cycle, int slot, in NodeSlot node)
    {
        foreach (var constraint in _constraints)
        {
            var place = constraint.Places[slot];
            if (place == TopologyValues.Missing)
            {
                cycle.Diagnosis.Add("node(s) didn't match pod topology spread constraints (missing required label)");
                return Verdict.Unresolvable;
            }

            var pods = Math.Max(constraint.Pods[place], 0);
            if ((long)pods + constraint.Self - constraint.Least > constraint.MaxSkew)
            {
                cycle.Diagnosis.Add("node(s) didn't match pod topology spread constraints");
                return Verdict.Unschedulable;
            }
        }

        return Verdict.Fits;
    }

    private static Constraint Count(Cycle cycle, SpreadConstraint constraint, TopologyValues places, TopologyValues[] all)
    {
        var pods = new int[places.Count];
        Array.Fill(pods, -1);
        var counts = SpreadCounts.Of(cycle, constraint.Selector);
        var includesAll = SpreadCounts.IncludesAll(constraint, cycle.Pod);
        foreach (var slot in cycle.State.Order)
        {
            if (SpreadCounts.HasAll(all, slot) && (includesAll || SpreadCounts.Includes(constraint, cycle.Pod, cycle.State.Slots[slot].Node!)))
            {
                ref var sum = ref pods[places[slot]];
                sum = Math.Max(sum, 0) + (counts?[slot] ?? 0);
            }
        }

        var domains = pods.Count(count => count >= 0);
        var least = domains < constraint.MinDomains ? 0 : pods.Where(count => count >= 0).DefaultIfEmpty(int.MaxValue).Min();
        return new(places, pods, least, constraint.Selector.Matches(cycle.Pod.Labels) ? 1 : 0, constraint.MaxSkew);
    }
}

using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Plugins;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Core;

/// <summary>
/// The deterministic core: a cluster and a pod in, a decision out. Depends on nothing but its arguments, the random numbers that break ties, and
/// where the last search ended.
/// </summary>
internal sealed class PodPlacer
{
    private const int MinFeasibleNodes = 100;
    private const int MinPercentage = 5;

    private readonly ClusterState _state;
    private readonly Random _random;
    private readonly int _percentageOfNodesToScore;
    private readonly NodeAffinityFilter _affinity = new();
    private readonly IFilterPlugin[] _filters;
    private readonly IScorePlugin[] _scorers;
    private readonly List<IFilterPlugin> _active = [];
    private readonly List<int> _feasible = [];
    private long[] _scores = [];
    private long[] _totals = [];
    private int _nextStart;

    /// <param name="state">The cluster; must not change during a decision.</param>
    /// <param name="selectors">Knows a pod's kin.</param>
    /// <param name="percentageOfNodesToScore">Search ends when so many percent of the nodes fit; 0 chooses by the number of nodes.</param>
    /// <param name="random">Breaks ties.</param>
    internal PodPlacer(ClusterState state, ISpreadSelectors selectors, int percentageOfNodesToScore, Random random)
    {
        _state = state;
        _random = random;
        _percentageOfNodesToScore = percentageOfNodesToScore;

        // The order and the weights are those of the default profile (pkg/scheduler/apis/config/v1/default_plugins.go).
        _filters =
        [
            new NodeUnschedulableFilter(), new NodeNameFilter(), new TaintTolerationFilter(), _affinity, new NodePortsFilter(),
            new NodeResourcesFilter(), new PodTopologySpreadFilter(), new InterPodAffinityFilter(),
        ];
        _scorers =
        [
            new TaintTolerationScore(), new NodeAffinityScore(), new LeastAllocatedScore(), new PodTopologySpreadScore(selectors),
            new InterPodAffinityScore(), new BalancedAllocationScore(), new ImageLocalityScore(),
        ];
    }

    internal Decision Decide(PodInfo pod)
    {
        var order = _state.Order;
        if (order.Length == 0)
        {
            return new Decision { Message = "no nodes available to schedule pods" };
        }

        var cycle = new Cycle(_state, pod, new Diagnosis());
        _feasible.Clear();
        if (!Prepare(cycle))
        {
            cycle.Diagnosis.UnresolvableNodes = order.Length;
            return Failure(cycle);
        }

        if (!TryNominated(cycle))
        {
            Search(cycle);
        }

        return _feasible.Count == 0 ? Failure(cycle) : new Decision
        {
            NodeName = _state.Slots[Best(cycle)].Name,
            EvaluatedNodes = _feasible.Count + cycle.Diagnosis.UnresolvableNodes + cycle.Diagnosis.NodesWithVictims
                + cycle.Diagnosis.NodesWithoutVictims,
            FeasibleNodes = _feasible.Count,
        };
    }

    /// <summary>True when a plugin that rejected the pod has nothing against one node as it is now.</summary>
    internal bool Passes(PodInfo pod, PluginSet plugin, int slot)
    {
        var cycle = new Cycle(_state, pod, new Diagnosis());
        var filter = Array.Find(_filters, filter => filter.Name == plugin)!;
        return filter.Prepare(cycle) switch
        {
            Preparation.Skip => true,
            Preparation.Rejected => false,
            _ => filter.Filter(cycle, slot, _state.Slots[slot]) == Verdict.Fits,
        };
    }

    /// <summary>How many fitting nodes are enough: fewer percent in larger clusters, but never less than 100 nodes.</summary>
    internal static int NodesToFind(int nodes, int percentage)
    {
        if (nodes < MinFeasibleNodes)
        {
            return nodes;
        }

        percentage = percentage == 0 ? Math.Max(50 - (nodes / 125), MinPercentage) : percentage;
        return Math.Max((int)((long)nodes * percentage / 100), MinFeasibleNodes);
    }

    private bool Prepare(Cycle cycle)
    {
        _active.Clear();
        foreach (var filter in _filters)
        {
            switch (filter.Prepare(cycle))
            {
                case Preparation.Run:
                    _active.Add(filter);
                    break;
                case Preparation.Rejected:
                    cycle.Diagnosis.Plugins = filter.Name;
                    return false;
                default:
                    break;
            }
        }

        return true;
    }

    /// <summary>A node that the pod was promised, when pods were evicted for it, is looked at alone.</summary>
    private bool TryNominated(Cycle cycle)
    {
        var nominated = cycle.Pod.Pod.Status.NominatedNodeName;
        if (nominated.Length == 0 || !_state.TryFind(nominated, out var slot))
        {
            return false;
        }

        var trial = cycle with { Diagnosis = new Diagnosis() };
        if (!Fits(trial, slot))
        {
            return false;
        }

        _feasible.Add(slot);
        return true;
    }

    private void Search(Cycle cycle)
    {
        var order = _state.Order;
        var candidates = Candidates(cycle, order);
        var enough = NodesToFind(candidates.Length, _percentageOfNodesToScore);
        var at = candidates.Length == 0 ? 0 : _nextStart % candidates.Length;
        var seen = 0;
        while (seen < candidates.Length && _feasible.Count < enough)
        {
            if (Fits(cycle, candidates[at]))
            {
                _feasible.Add(candidates[at]);
            }

            at = at + 1 == candidates.Length ? 0 : at + 1;
            seen++;
        }

        // The next search goes on where this one ended, so that all nodes have the same chance.
        _nextStart = (_nextStart + seen) % order.Length;
    }

    private int[] Candidates(Cycle cycle, int[] order)
    {
        if (_affinity.NamedNodes is not { } names)
        {
            return order;
        }

        var slots = new List<int>();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (_state.TryFind(name, out var slot))
            {
                slots.Add(slot);
            }
        }

        var others = order.Length - slots.Count;
        cycle.Diagnosis.Plugins |= PluginSet.NodeAffinity;
        cycle.Diagnosis.UnresolvableNodes += others;
        cycle.Diagnosis.Add("node(s) didn't satisfy plugin(s) [NodeAffinity]", others);
        return [.. slots];
    }

    private bool Fits(Cycle cycle, int slot)
    {
        ref readonly var node = ref _state.Slots[slot];
        foreach (var filter in _active)
        {
            var verdict = filter.Filter(cycle, slot, node);
            if (verdict != Verdict.Fits)
            {
                cycle.Diagnosis.Plugins |= filter.Name;
                Note(cycle, verdict, node);
                return false;
            }
        }

        return true;
    }

    private void Note(Cycle cycle, Verdict verdict, in NodeSlot node)
    {
        var priority = cycle.Pod.Priority;
        if (verdict == Verdict.Unresolvable)
        {
            cycle.Diagnosis.UnresolvableNodes++;
        }
        else if (_state.LowestPriority < priority && node.Pods.Exists(pod => pod.Priority < priority))
        {
            cycle.Diagnosis.NodesWithVictims++;
        }
        else
        {
            cycle.Diagnosis.NodesWithoutVictims++;
        }
    }

    private int Best(Cycle cycle)
    {
        if (_feasible.Count == 1)
        {
            return _feasible[0];
        }

        var slots = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_feasible);
        var totals = Sum(cycle, slots);
        var best = 0;
        var ties = 1;
        for (var i = 1; i < totals.Length; i++)
        {
            if (totals[i] > totals[best])
            {
                (best, ties) = (i, 1);
            }
            else if (totals[i] == totals[best] && _random.Next(++ties) == 0)
            {
                // Each of the n best so far is the choice with a chance of 1/n.
                best = i;
            }
        }

        return slots[best];
    }

    private ReadOnlySpan<long> Sum(Cycle cycle, ReadOnlySpan<int> slots)
    {
        if (_totals.Length < slots.Length)
        {
            _totals = new long[slots.Length * 2];
            _scores = new long[slots.Length * 2];
        }

        var totals = _totals.AsSpan(0, slots.Length);
        var scores = _scores.AsSpan(0, slots.Length);
        totals.Clear();
        foreach (var scorer in _scorers)
        {
            if (scorer.TryScore(cycle, slots, scores))
            {
                for (var i = 0; i < totals.Length; i++)
                {
                    totals[i] += scorer.Weight * scores[i];
                }
            }
        }

        return totals;
    }

    private Decision Failure(Cycle cycle)
    {
        var nodes = _state.Order.Length;
        var mayPreempt = cycle.Pod.Pod.Spec.PreemptionPolicy != PreemptionPolicy.Never;
        return new Decision
        {
            EvaluatedNodes = nodes,
            Message = cycle.Diagnosis.Message(nodes, mayPreempt),
            Plugins = cycle.Diagnosis.Plugins,
        };
    }
}

using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>Cordoned nodes take no pod but those that tolerate it.</summary>
internal sealed class NodeUnschedulableFilter : IFilterPlugin
{
    internal const string TaintKey = "node.kubernetes.io/unschedulable";

    public PluginSet Name => PluginSet.NodeUnschedulable;

    public Preparation Prepare(Cycle cycle) =>
        Tolerations.Tolerate(cycle.Pod.Pod.Spec.Tolerations, TaintKey, "", TaintEffect.NoSchedule) ? Preparation.Skip : Preparation.Run;

    public Verdict Filter(Cycle cycle, int slot, in NodeSlot node)
    {
        if (!node.Node!.Spec.Unschedulable)
        {
            return Verdict.Fits;
        }

        cycle.Diagnosis.Add("node(s) were unschedulable");
        return Verdict.Unresolvable;
    }
}

/// <summary>A pod that names its node goes only there.</summary>
internal sealed class NodeNameFilter : IFilterPlugin
{
    public PluginSet Name => PluginSet.NodeName;

    public Preparation Prepare(Cycle cycle) => cycle.Pod.Pod.Spec.NodeName.Length == 0 ? Preparation.Skip : Preparation.Run;

    public Verdict Filter(Cycle cycle, int slot, in NodeSlot node)
    {
        if (cycle.Pod.Pod.Spec.NodeName == node.Name)
        {
            return Verdict.Fits;
        }

        cycle.Diagnosis.Add("node(s) didn't match the requested node name");
        return Verdict.Unresolvable;
    }
}

/// <summary>Taints with NoSchedule or NoExecute keep pods away that do not tolerate them.</summary>
internal sealed class TaintTolerationFilter : IFilterPlugin
{
    public PluginSet Name => PluginSet.TaintToleration;

    public Preparation Prepare(Cycle cycle) => Preparation.Run;

    public Verdict Filter(Cycle cycle, int slot, in NodeSlot node)
    {
        if (!node.HasHardTaints || Tolerations.TolerateScheduling(cycle.Pod.Pod.Spec.Tolerations, node.Node!.Spec.Taints))
        {
            return Verdict.Fits;
        }

        cycle.Diagnosis.Add("node(s) had untolerated taint(s)");
        return Verdict.Unresolvable;
    }
}

/// <summary><c>nodeSelector</c> and required node affinity.</summary>
internal sealed class NodeAffinityFilter : IFilterPlugin
{
    public PluginSet Name => PluginSet.NodeAffinity;

    /// <summary>The only nodes that the current pod can go to, when it names them.</summary>
    internal HashSet<string>? NamedNodes { get; private set; }

    public Preparation Prepare(Cycle cycle)
    {
        NamedNodes = null;
        if (cycle.Pod.Nodes.IsEmpty)
        {
            return Preparation.Skip;
        }

        NamedNodes = cycle.Pod.Nodes.NamedNodes();
        if (NamedNodes is not { Count: 0 })
        {
            return Preparation.Run;
        }

        cycle.Diagnosis.PreFilterMessage = "pod affinity terms conflict";
        return Preparation.Rejected;
    }

    public Verdict Filter(Cycle cycle, int slot, in NodeSlot node)
    {
        if (cycle.Pod.Nodes.Matches(node.Node!))
        {
            return Verdict.Fits;
        }

        cycle.Diagnosis.Add("node(s) didn't match Pod's node affinity/selector");
        return Verdict.Unresolvable;
    }
}

/// <summary>Host ports must be free.</summary>
internal sealed class NodePortsFilter : IFilterPlugin
{
    public PluginSet Name => PluginSet.NodePorts;

    public Preparation Prepare(Cycle cycle) => cycle.Pod.HostPorts.Length == 0 ? Preparation.Skip : Preparation.Run;

    public Verdict Filter(Cycle cycle, int slot, in NodeSlot node)
    {
        foreach (var taken in node.HostPorts)
        {
            foreach (var wanted in cycle.Pod.HostPorts)
            {
                if (wanted.Clashes(taken))
                {
                    cycle.Diagnosis.Add("node(s) didn't have free ports for the requested pod ports");
                    return Verdict.Unschedulable;
                }
            }
        }

        return Verdict.Fits;
    }
}

using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Resources;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>What a pod requests must be free on the node, and the node must take one more pod (NodeResourcesFit).</summary>
internal sealed class NodeResourcesFilter : IFilterPlugin
{
    private ResourceAmounts _wanted;

    public PluginSet Name => PluginSet.NodeResourcesFit;

    public Preparation Prepare(Cycle cycle)
    {
        _wanted = cycle.Pod.Requests;
        return Preparation.Run;
    }

    public Verdict Filter(Cycle cycle, int slot, in NodeSlot node)
    {
        var verdict = Verdict.Fits;
        if (node.Pods.Count >= node.AllowedPods)
        {
            cycle.Diagnosis.Add("Too many pods");
            verdict = Verdict.Unschedulable;
        }

        Check(_wanted.MilliCpu, node.Allocatable.MilliCpu, node.Requested.MilliCpu, "Insufficient cpu", cycle, ref verdict);
        Check(_wanted.Memory, node.Allocatable.Memory, node.Requested.Memory, "Insufficient memory", cycle, ref verdict);
        Check(
            _wanted.EphemeralStorage,
            node.Allocatable.EphemeralStorage,
            node.Requested.EphemeralStorage,
            "Insufficient ephemeral-storage",
            cycle,
            ref verdict);
        for (var id = 0; id < (_wanted.Scalars?.Length ?? 0); id++)
        {
            var reason = cycle.State.Names.Insufficient(id);
            Check(_wanted.Scalars![id], node.Allocatable.Scalar(id), node.Requested.Scalar(id), reason, cycle, ref verdict);
        }

        return verdict;
    }

    /// <summary>One resource; what a pod does not request is never short. A node that is too small when empty stays unfit.</summary>
    private static void Check(long wanted, long allocatable, long requested, string reason, Cycle cycle, ref Verdict verdict)
    {
        if (wanted <= 0 || wanted <= allocatable - requested)
        {
            return;
        }

        cycle.Diagnosis.Add(reason);
        verdict = wanted > allocatable ? Verdict.Unresolvable : (Verdict)Math.Max((int)verdict, (int)Verdict.Unschedulable);
    }
}

using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Queue;

/// <summary>
/// Which changes make it worth trying a pod again. Most plugins look at one node alone, so the node that changed is simply tested anew; the
/// others say which pods matter to them. Waking a pod for nothing costs an attempt; not waking it costs up to five minutes.
/// </summary>
internal sealed class RequeueRules(ClusterState state, PodPlacer placer)
{
    private const ChangeKinds PodChanges = ChangeKinds.PodAdded | ChangeKinds.PodLabels | ChangeKinds.PodRemoved;

    private static readonly (PluginSet Plugin, ChangeKinds Kinds)[] Interests =
    [
        (PluginSet.NodeUnschedulable, ChangeKinds.NodeAdded | ChangeKinds.NodeTaints),
        (PluginSet.NodeName, ChangeKinds.NodeAdded),
        (PluginSet.TaintToleration, ChangeKinds.NodeAdded | ChangeKinds.NodeTaints),
        (PluginSet.NodeAffinity, ChangeKinds.NodeAdded | ChangeKinds.NodeLabels),
        (PluginSet.NodePorts, ChangeKinds.NodeAdded | ChangeKinds.PodRemoved),
        (PluginSet.NodeResourcesFit,
            ChangeKinds.NodeAdded | ChangeKinds.NodeAllocatable | ChangeKinds.PodScaledDown | ChangeKinds.PodRemoved),
        (PluginSet.PodTopologySpread,
            ChangeKinds.NodeAdded | ChangeKinds.NodeLabels | ChangeKinds.NodeTaints | ChangeKinds.NodeRemoved | PodChanges),
        (PluginSet.InterPodAffinity, ChangeKinds.NodeAdded | ChangeKinds.NodeLabels | ChangeKinds.NamespaceLabels | PodChanges),
    ];

    internal bool IsWorth(QueuedPod queued, ClusterChange change)
    {
        if (queued.Plugins == PluginSet.None)
        {
            // There was no node at all.
            return change.Kinds.HasFlag(ChangeKinds.NodeAdded);
        }

        foreach (var (plugin, kinds) in Interests)
        {
            if (queued.Plugins.HasFlag(plugin) && (kinds & change.Kinds) != 0 && Helps(plugin, queued.Pod, change))
            {
                return true;
            }
        }

        return false;
    }

    private bool Helps(PluginSet plugin, PodInfo pod, ClusterChange change) => plugin switch
    {
        PluginSet.PodTopologySpread => (change.Kinds & PodChanges) == 0 || Counts(pod, change.Before) || Counts(pod, change.After),
        PluginSet.InterPodAffinity => true,
        _ => state.TryFind(change.NodeName, out var slot) && placer.Passes(pod, plugin, slot),
    };

    private static bool Counts(PodInfo waiting, PodInfo? placed) =>
        placed is not null
        && placed.Namespace == waiting.Namespace
        && Array.Exists(waiting.HardSpread, constraint => constraint.Selector.Matches(placed.Labels));
}

using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Queue;

/// <summary>What changed in the cluster.</summary>
[Flags]
internal enum ChangeKinds
{
    None = 0,
    NodeAdded = 1 << 0,
    NodeTaints = 1 << 1,
    NodeLabels = 1 << 2,
    NodeAllocatable = 1 << 3,
    NodeRemoved = 1 << 4,
    PodAdded = 1 << 5,
    PodLabels = 1 << 6,
    PodScaledDown = 1 << 7,
    PodRemoved = 1 << 8,
    NamespaceLabels = 1 << 9,
}

/// <summary>One change that may let waiting pods fit.</summary>
/// <param name="Kinds">What changed.</param>
/// <param name="NodeName">The node, or the node of the pod.</param>
/// <param name="Before">The placed pod before; null when it is new, or the change is not of a pod.</param>
/// <param name="After">The placed pod after; null when it is gone, or the change is not of a pod.</param>
internal sealed record ClusterChange(ChangeKinds Kinds, string NodeName = "", PodInfo? Before = null, PodInfo? After = null);

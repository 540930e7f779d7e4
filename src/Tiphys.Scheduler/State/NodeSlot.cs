using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Resources;

namespace Tiphys.Scheduler.State;

/// <summary>
/// One node: its object, what it has, and what its pods take. Slots stand side by side in an array, so that looking at hundreds of nodes
/// for one pod reads memory in order; the rarely used parts are behind references.
/// </summary>
internal struct NodeSlot
{
    /// <summary>The node; null when the slot is free, or holds pods of a node that is not (or no longer) known.</summary>
    internal Node? Node;

    /// <summary>Name of the node; empty when the slot is free.</summary>
    internal string Name;

    /// <summary>What the node offers to pods.</summary>
    internal ResourceAmounts Allocatable;

    /// <summary>How many pods may run there.</summary>
    internal int AllowedPods;

    /// <summary>What its pods request.</summary>
    internal ResourceAmounts Requested;

    /// <summary>What its pods request, with defaults for those that request nothing; only CPU and memory matter.</summary>
    internal ResourceAmounts NonZeroRequested;

    /// <summary>True when a taint keeps new pods away.</summary>
    internal bool HasHardTaints;

    /// <summary>True when a taint makes the node less wanted (PreferNoSchedule).</summary>
    internal bool HasSoftTaints;

    /// <summary>Its pods, bound and assumed.</summary>
    internal List<PodInfo> Pods;

    /// <summary>Host ports that its pods take.</summary>
    internal List<HostPort> HostPorts;

    /// <summary>How many of its pods make places more or less wanted for other pods.</summary>
    internal int PodsWithPreferences;

    /// <summary>Sizes in bytes of its images, by normalised name.</summary>
    internal Dictionary<string, long>? Images;
}

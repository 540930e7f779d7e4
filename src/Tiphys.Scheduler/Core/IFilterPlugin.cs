using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Core;

/// <summary>What a plugin says of a pod before it sees single nodes.</summary>
internal enum Preparation
{
    /// <summary>It has nothing to say of this pod.</summary>
    Skip,

    /// <summary>It wants to see the nodes.</summary>
    Run,

    /// <summary>No node can do; the reason is in <see cref="Diagnosis.PreFilterMessage"/>.</summary>
    Rejected,
}

/// <summary>What a plugin says of a node.</summary>
internal enum Verdict
{
    /// <summary>The pod can go there.</summary>
    Fits,

    /// <summary>It cannot now; fewer pods there would help.</summary>
    Unschedulable,

    /// <summary>It cannot, whatever pods go away.</summary>
    Unresolvable,
}

/// <summary>Says which nodes a pod can go to. Belongs to one <see cref="PodPlacer"/> and keeps what it prepared for the current pod.</summary>
internal interface IFilterPlugin
{
    PluginSet Name { get; }

    Preparation Prepare(Cycle cycle);

    /// <summary>Tests one node; the reasons against it go to <see cref="Cycle.Diagnosis"/>.</summary>
    Verdict Filter(Cycle cycle, int slot, in NodeSlot node);
}

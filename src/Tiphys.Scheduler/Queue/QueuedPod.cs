using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Queue;

/// <summary>Where a waiting pod is.</summary>
internal enum QueuePlace
{
    /// <summary>Out of the queue: being decided or bound.</summary>
    InFlight,

    /// <summary>Ready to be tried.</summary>
    Active,

    /// <summary>Resting after a failure, before it is tried again.</summary>
    Backoff,

    /// <summary>Resting after an error of the cluster; not to be tried sooner, even when nothing else is to be done.</summary>
    ErrorBackoff,

    /// <summary>Waiting for a change that matters to it.</summary>
    Unschedulable,

    /// <summary>Held back by scheduling gates.</summary>
    Gated,
}

/// <summary>A waiting pod and what was tried with it. Only the queue changes it.</summary>
internal sealed class QueuedPod(PodInfo pod)
{
    internal string Uid { get; } = pod.Pod.Metadata.UID;

    internal PodInfo Pod { get; set; } = pod;

    internal QueuePlace Place { get; set; }

    /// <summary>Order of coming into the queue; given anew at each return.</summary>
    internal long Sequence { get; set; }

    /// <summary>How often it was tried.</summary>
    internal int Attempts { get; set; }

    internal DateTimeOffset LastFailure { get; set; }

    internal DateTimeOffset BackoffUntil { get; set; }

    /// <summary>Plugins that rejected nodes at the last attempt.</summary>
    internal PluginSet Plugins { get; set; }
}

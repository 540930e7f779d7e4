using Tiphys.Scheduler.Queue;

namespace Tiphys.Scheduler.Core;

/// <summary>A pod that was tried, and what came of it.</summary>
internal sealed record Attempt(QueuedPod Queued, Decision Decision)
{
    /// <summary>The pod as it was tried; the queue may know a newer version by now.</summary>
    internal Api.Core.V1.Pod Pod { get; } = Queued.Pod.Pod;
}

using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Core;

namespace Tiphys.Scheduler.Tests.Fakes;

/// <summary>A <see cref="SchedulerCore"/> with a clock.</summary>
internal sealed class CoreHarness
{
    internal CoreHarness(SchedulerOptions? options = null, ISpreadSelectors? selectors = null, int seed = 1) =>
        Core = new SchedulerCore(options ?? new SchedulerOptions(), selectors ?? new NoKin(), _ => default, Time, new Random(seed));

    internal ManualTime Time { get; } = new();

    internal SchedulerCore Core { get; }

    internal CoreHarness Nodes(params Node[] nodes)
    {
        Array.ForEach(nodes, Core.SetNode);
        return this;
    }

    internal CoreHarness Pods(params Pod[] pods)
    {
        Array.ForEach(pods, Core.SetPod);
        return this;
    }

    /// <summary>Tries the next pod; null when none is ready.</summary>
    internal Attempt? Next() => Core.TryNext(out var attempt) ? attempt : null;

    /// <summary>Tries one pod in a fresh queue.</summary>
    internal Decision Decide(Pod pod)
    {
        Core.SetPod(pod);
        var attempt = Next();
        Assert.Equal(pod.Metadata.UID, attempt?.Pod.Metadata.UID);
        return attempt!.Decision;
    }
}

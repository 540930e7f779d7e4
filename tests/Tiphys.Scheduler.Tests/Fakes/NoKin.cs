using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Tests.Fakes;

/// <summary>A cluster without Services and controllers.</summary>
internal sealed class NoKin : ISpreadSelectors
{
    public LabelMatcher? For(PodInfo pod) => null;
}

/// <summary>Pods with the same label <c>app</c> belong together.</summary>
internal sealed class KinByApp : ISpreadSelectors
{
    public LabelMatcher? For(PodInfo pod) =>
        pod.Labels.TryGetValue("app", out var app) ? LabelMatcher.Of([LabelMatcher.Equal("app", app)]) : null;
}

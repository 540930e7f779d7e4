namespace Tiphys.LoadTest.Scenarios;

/// <summary>The scenarios by name.</summary>
internal static class ScenarioCatalog
{
    private static readonly Dictionary<string, Func<Scenario>> All = new()
    {
        ["get"] = () => new GetPods(),
        ["list"] = () => new ListPods(),
        ["create"] = () => new CreatePods(),
        ["update"] = () => new UpdatePods(),
        ["patch-merge"] = () => new PatchPods("application/merge-patch+json", ""),
        ["patch-strategic"] = () => new PatchPods("application/strategic-merge-patch+json", ""),
        ["apply"] = () => new PatchPods("application/apply-patch+yaml", "?fieldManager=loadtest&force=true"),
        ["delete"] = () => new DeletePods(),
        ["churn"] = () => new Churn(),
        ["lease"] = () => new RenewLeases(),
        ["informer-start"] = () => new StartInformers(),
        ["watch-fanout"] = () => new WatchFanOut(),
        ["flood"] = () => new Flood(),
        ["pod-start"] = () => new PodStart(),
        ["pod-restart"] = () => new PodRestart(),
        ["idle"] = () => new Idle(),
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    public static Scenario Create(string name) => All.TryGetValue(name, out var create)
        ? create()
        : throw new ArgumentException($"there is no scenario {name}; there are {string.Join(", ", Names)}");
}

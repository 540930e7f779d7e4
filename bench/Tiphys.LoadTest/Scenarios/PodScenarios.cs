using System.Text;
using Tiphys.LoadTest.Measuring;
using Tiphys.LoadTest.Objects;

namespace Tiphys.LoadTest.Scenarios;

/// <summary>Reads single pods.</summary>
internal sealed class GetPods : OperationScenario
{
    public override Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken) => CreatePodsAsync(target, cancellationToken);

    protected override Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken) => target.SendAsync(
        client, HttpMethod.Get, PathOf(target, "pods", PodName(number % target.Options.Objects)), default, null, cancellationToken, target.Options.Accept);
}

/// <summary>Reads all pods at once.</summary>
internal sealed class ListPods : OperationScenario
{
    public override Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken) => CreatePodsAsync(target, cancellationToken);

    protected override Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken) =>
        target.SendAsync(client, HttpMethod.Get, PathOf(target, "pods"), default, null, cancellationToken, target.Options.Accept);
}

/// <summary>Makes pods.</summary>
internal sealed class CreatePods : OperationScenario
{
    protected override Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken) => target.SendAsync(
        client, HttpMethod.Post, PathOf(target, "pods"), ObjectBodies.Pod($"new-{number}", target.Options.Size), "application/json", cancellationToken);
}

/// <summary>Replaces pods by what was read of them, with another label.</summary>
internal sealed class UpdatePods : OperationScenario
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, System.Text.Json.Nodes.JsonObject> _pods = new();

    public override async Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        await CreatePodsAsync(target, cancellationToken);
        for (var number = 0; number < target.Options.Objects; number++)
        {
            var text = await target.Of(number).GetStringAsync(new Uri(PathOf(target, "pods", PodName(number)), UriKind.Relative), cancellationToken);
            var pod = System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject();

            // Without a version an update is unconditional, so that it needs no read before.
            pod["metadata"]!.AsObject().Remove("resourceVersion");
            _pods[PodName(number)] = pod;
        }
    }

    protected override Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken)
    {
        var name = PodName(number % target.Options.Objects);
        byte[] body;
        lock (_pods[name])
        {
            _pods[name]["metadata"]!["labels"]!["changed"] = $"v{number}";
            body = Encoding.UTF8.GetBytes(_pods[name].ToJsonString());
        }

        return target.SendAsync(client, HttpMethod.Put, PathOf(target, "pods", name), body, "application/json", cancellationToken);
    }
}

/// <summary>Deletes pods without grace; what is deleted is made before the clock starts.</summary>
internal sealed class DeletePods : Scenario
{
    private long _next;

    public override async Task<LatencyRecorder> RunAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellationToken)
    {
        var recorder = new LatencyRecorder();
        var gate = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = target.Options.Clients, CancellationToken = cancellationToken };
        await Parallel.ForAsync(_next - target.Options.Objects, _next, options, async (number, stop) =>
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            var bytes = await target.SendAsync(
                (int)(number % target.Options.Clients), HttpMethod.Delete, PathOf(target, "pods", PodName(number)) + "?gracePeriodSeconds=0", default, null, stop);
            lock (gate)
            {
                recorder.Add(start, bytes);
            }
        });
        return recorder;
    }

    public override async Task BeforeRoundAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        var first = _next;
        await CreateManyAsync(target, "pods", target.Options.Objects, number => ObjectBodies.Pod(PodName(first + number), target.Options.Size), cancellationToken);
        _next += target.Options.Objects;
    }
}

/// <summary>Changes a label of pods by a patch.</summary>
/// <param name="contentType">Which patch.</param>
/// <param name="query">Query of the request.</param>
internal sealed class PatchPods(string contentType, string query) : OperationScenario
{
    public override Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken) => CreatePodsAsync(target, cancellationToken);

    protected override Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken)
    {
        var name = PodName(number % target.Options.Objects);
        var body = $$$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{name}}}}","labels":{"changed":"v{{{{number}}}}"}}}""";
        return target.SendAsync(client, HttpMethod.Patch, PathOf(target, "pods", name) + query, Encoding.UTF8.GetBytes(body), contentType, cancellationToken);
    }
}

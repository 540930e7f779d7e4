using System.Text.Json.Nodes;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>How a step was answered.</summary>
/// <param name="Id">Scenario and number of the step.</param>
/// <param name="Title">What the step shows.</param>
/// <param name="Differences">Where the answer is not the recorded one.</param>
internal sealed record StepResult(string Id, string Title, IReadOnlyList<string> Differences);

/// <summary>Runs the steps of a scenario against a server.</summary>
internal sealed class ScenarioRun(Scenario scenario, ReplayServer server, Func<string, bool> isPending, CancellationToken cancellationToken)
{
    private const string Namespace = "replay-abcdefgh";

    // How long what the server does by itself is waited for, and what a controller would do: there are none here.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    // Where what controllers do is what is looked at.
    private static readonly string[] WithControllers = ["admission/resourcequota.", "admission/namespacelifecycle"];

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal) { ["ns"] = Namespace };
    private readonly Dictionary<string, ReplayWatch> _watches = new(StringComparer.Ordinal);
    private readonly AnswerComparison _comparison = new();

    public static async Task<IReadOnlyList<StepResult>> RunAsync(Scenario scenario, Func<string, bool> isPending, CancellationToken cancellationToken)
    {
        await using var server = await ReplayServer.StartAsync(true, WithControllers.Any(name => scenario.Name.StartsWith(name, StringComparison.Ordinal)), cancellationToken);
        return await new ScenarioRun(scenario, server, isPending, cancellationToken).RunAsync();
    }

    private async Task<IReadOnlyList<StepResult>> RunAsync()
    {
        var labels = scenario.NamespaceLabels?.AsObject().Select(each => KeyValuePair.Create(each.Key, (string)each.Value!)).ToApiMap() ?? default;
        await server.CreateNamespaceAsync(Namespace, labels, cancellationToken);
        var results = new List<StepResult>();
        try
        {
            for (var i = 0; i < scenario.Steps.Count; i++)
            {
                var step = scenario.Steps[i]!.AsObject();
                if (await AnswerAsync(step, isPending($"{scenario.Name}#{i}") ? Glance : Patience) is { } answer && Compare(step, answer) is { } differences)
                {
                    results.Add(new($"{scenario.Name}#{i}", (string?)step["do"] ?? "", differences));
                }
            }
        }
        finally
        {
            foreach (var watch in _watches.Values)
            {
                await watch.DisposeAsync();
            }
        }

        return results;
    }

    // Null when the step has no answer of its own: a pause, or the start of a watch.
    private async Task<JsonObject?> AnswerAsync(JsonObject step, TimeSpan patience)
    {
        if (step.TryGetPropertyValue("sleep", out var pause))
        {
            server.Clock.Pause(TimeSpan.FromSeconds((double)pause!));
            return null;
        }

        if ((string?)step["collect"] is { } name)
        {
            var wanted = step["response"]?["events"]?.AsArray().Count ?? 0;
            return await _watches[name].CollectAsync(wanted, cancellationToken);
        }

        var request = Templates.Fill(step["request"], _names)!.AsObject();
        if ((string?)step["start"] is { } started)
        {
            _watches[started] = await server.Http.StartAsync(request, step["show"]?.AsArray(), cancellationToken);
            return null;
        }

        var answer = await PollAsync(step, request, patience);
        Capture(step, answer);
        return answer;
    }

    private async Task<JsonObject> PollAsync(JsonObject step, JsonObject request, TimeSpan patience)
    {
        var wanted = Templates.Fill(step["poll"], _names)?.AsObject() ?? [];
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await server.Http.SendAsync(request, step["show"]?.AsArray(), cancellationToken);
            if (wanted.All(each => JsonNode.DeepEquals(Templates.At(answer["body"], each.Key), each.Value))
                || TimeProvider.System.GetElapsedTime(started) > patience)
            {
                return answer;
            }
        }
    }

    private void Capture(JsonObject step, JsonObject answer)
    {
        foreach (var (name, pointer) in step["capture"]?.AsObject() ?? [])
        {
            var from = (string)pointer!;
            var value = from.StartsWith("header ", StringComparison.Ordinal) ? answer["headers"]![from["header ".Length..]] : Templates.At(answer["body"], from);
            if (value is not null)
            {
                _names[name] = value.ToString();
            }
        }
    }

    private List<string>? Compare(JsonObject step, JsonObject answer)
    {
        if ((bool?)step["setup"] == true || step["response"] is null)
        {
            return null;
        }

        var loose = (step["loose"]?.AsArray() ?? []).Select(each => Pointer((string)each!)).ToHashSet(StringComparer.Ordinal);
        var want = Templates.Fill(step["response"], new Dictionary<string, string> { ["ns"] = Namespace });
        return _comparison.Differences(want, answer, "", loose).ToList();
    }

    private static string Pointer(string pointer) =>
        new[] { "/events", "/headers", "/text", "/body", "/base64" }.Any(root => pointer.StartsWith(root, StringComparison.Ordinal)) ? pointer : "/body" + pointer;
}

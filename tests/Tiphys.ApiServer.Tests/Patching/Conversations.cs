using System.IO.Compression;
using Tiphys.Api.Json.Tree;

namespace Tiphys.ApiServer.Tests.Patching;

/// <summary>Conversations with a real API server, cut down to writes of objects with what was there before.</summary>
internal static class Conversations
{
    private static readonly string Archive = Path.Combine(AppContext.BaseDirectory, "Replay", "recordings.zip");

    public static IEnumerable<string> Names(string prefix)
    {
        using var archive = ZipFile.OpenRead(Archive);
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The steps of a conversation in order.</summary>
    public static IEnumerable<Step> Read(string name)
    {
        using var archive = ZipFile.OpenRead(Archive);
        using var stream = archive.GetEntry(name)!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var steps = (JsonList)((JsonMap)JsonValue.Parse(memory.ToArray()))["steps"]!;
        return Read(steps);
    }

    private static List<Step> Read(JsonList steps)
    {
        var result = new List<Step>();
        var live = new Dictionary<string, JsonMap>(StringComparer.Ordinal);
        foreach (var step in steps.Cast<JsonMap>())
        {
            if (step["request"] is not JsonMap request || step["response"] is not JsonMap response)
            {
                continue;
            }

            var path = Text(request, "path");
            var target = path.Split('?')[0];
            var body = response["body"] as JsonMap;
            var code = (int)(response["code"] is JsonNumber number ? number.ToDouble() : 0);
            var method = Text(request, "method");
            var root = Root(target, body, method);
            result.Add(new Step(
                Text(step, "do"), method, path, request["headers"] as JsonMap ?? JsonMap.Empty, request["body"], Text(request, "text"), code, body, live.GetValueOrDefault(root)));
            var dry = path.Contains("dryRun", StringComparison.Ordinal);
            if (code is 200 or 201 && body is not null && Text(body, "kind") != "Status" && body.Has("metadata") && !dry)
            {
                live[root] = body;
            }
        }

        return result;
    }

    // A subresource such as status is the same object as the resource it belongs to.
    private static string Root(string target, JsonMap? body, string method)
    {
        var parts = target.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (method == "POST")
        {
            return $"{target}/{Text(body?["metadata"] as JsonMap ?? JsonMap.Empty, "name")}";
        }

        if (parts[^1] is "status" or "ephemeralcontainers" or "resize" or "approval" or "finalize")
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }

    public static string Text(JsonMap map, string name) => (map[name] as JsonText)?.Value ?? "";
}

/// <summary>One request with its answer.</summary>
/// <param name="Live">The object before the request; null when there was none or it is not known.</param>
internal sealed record Step(
    string Do, string Method, string Path, JsonMap Headers, JsonValue? Body, string Text, int Code, JsonMap? Answer, JsonMap? Live)
{
    public string ContentType => Conversations.Text(Headers, "Content-Type");

    public string Message => Answer is null ? "" : Conversations.Text(Answer, "message");
}

using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Tiphys.ApiServer.Tests.OpenApi;

/// <summary>What a real server's OpenAPI v3 documents say: the schemas of each, and the operations of all but the old watch paths.</summary>
internal static class RecordedOpenApi
{
    // Sharding of lists is not stable, and not taken.
    private const string Foreign = "shardSelector";

    public static IEnumerable<string> Files
    {
        get
        {
            using var archive = Archive("openapi.zip");
            return [.. archive.Entries.Select(entry => entry.Name)];
        }
    }

    public static JsonObject Schemas(string file) => Read("openapi.zip", file);

    /// <summary>Adds how a schema differs from the recorded one.</summary>
    public static void Compare(string path, JsonNode? expected, JsonNode? actual, List<string> differences) =>
        CompareNormal(path, Normal(expected), Normal(actual), differences);

    /// <summary>How operations differ from the recorded ones; what a response and a body refer to depends on the version of OpenAPI.</summary>
    public static List<string> CompareOperations(
        JsonObject paths, Func<string, bool> wanted, Func<JsonNode, string?> response, Func<JsonNode, string?> body)
    {
        var differences = new List<string>();
        foreach (var (path, methods) in Read("openapi-paths.zip", "paths.json").Where(entry => wanted(entry.Key)))
        {
            foreach (var (method, expected) in methods!.AsObject())
            {
                var actual = paths[path]?[method] is { } operation ? Facts(paths[path]!, operation, response, body) : null;
                var kept = expected!["parameters"]!.AsArray().Where(name => (string?)name != Foreign).Select(name => name!.DeepClone());
                expected["parameters"] = new JsonArray([.. kept]);
                CompareNormal($"{method} {path}", expected, actual, differences);
            }
        }

        return differences;
    }

    private static JsonObject Facts(JsonNode path, JsonNode operation, Func<JsonNode, string?> response, Func<JsonNode, string?> body)
    {
        var names = path["parameters"]!.AsArray().Concat(operation["parameters"]!.AsArray()).Select(parameter => (string)parameter!["name"]!);
        var responses = operation["responses"]!.AsObject().Select(each => KeyValuePair.Create(each.Key, (JsonNode?)Last(response(each.Value!))));
        return new JsonObject
        {
            ["id"] = (string?)operation["operationId"],
            ["tag"] = (string?)operation["tags"]![0],
            ["action"] = (string?)operation["x-kubernetes-action"],
            ["kind"] = operation["x-kubernetes-group-version-kind"]!.DeepClone(),
            ["parameters"] = new JsonArray([.. names.Where(name => name != "body").Distinct().Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]),
            ["body"] = Last(body(operation)),
            ["responses"] = new JsonObject(responses),
        };
    }

    private static string? Last(string? reference) => reference?[(reference.LastIndexOf('/') + 1)..];

    // Left out: texts; "atomic" and "granular", which lists and maps without a mark are too; unions; the groups that share a kind.
    private static JsonNode? Normal(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                var kept = map.Where(entry => entry.Key is not ("description" or "x-kubernetes-unions")
                    && !(entry.Key == "x-kubernetes-list-type" && entry.Value?.ToString() == "atomic")
                    && !(entry.Key == "x-kubernetes-map-type" && entry.Value?.ToString() == "granular")
                    && !(entry.Key == "x-kubernetes-group-version-kind" && entry.Value is JsonArray { Count: > 1 }));
                // A reference is wrapped only to carry a text or a default.
                if (kept.ToList() is [{ Key: "allOf", Value: JsonArray { Count: 1 } wrapped }])
                {
                    return Normal(wrapped[0]);
                }

                return new JsonObject(kept.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Normal(entry.Value))));
            case JsonArray list:
                return new JsonArray([.. list.Select(Normal)]);
            default:
                return node?.DeepClone();
        }
    }

    private static void CompareNormal(string path, JsonNode? expected, JsonNode? actual, List<string> differences)
    {
        if (expected is JsonObject left && actual is JsonObject right)
        {
            foreach (var key in left.Select(entry => entry.Key).Union(right.Select(entry => entry.Key)))
            {
                CompareNormal($"{path}.{key}", left[key], right[key], differences);
            }
        }
        else if (!JsonNode.DeepEquals(expected, actual))
        {
            differences.Add($"{path}: {expected?.ToJsonString() ?? "nothing"} is recorded, {actual?.ToJsonString() ?? "nothing"} answered");
        }
    }

    private static JsonObject Read(string archive, string file)
    {
        using var zip = Archive(archive);
        using var stream = zip.GetEntry(file)!.Open();
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static ZipArchive Archive(string name) => new(typeof(RecordedOpenApi).Assembly.GetManifestResourceStream(name)!);
}

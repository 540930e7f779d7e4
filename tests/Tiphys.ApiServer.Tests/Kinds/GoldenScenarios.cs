using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tiphys.ApiServer.Tests.Replay;

namespace Tiphys.ApiServer.Tests.Kinds;

/// <summary>The recorded conversations with a real server (Replay/recordings.zip), as steps.</summary>
internal static partial class GoldenScenarios
{
    private static readonly string[] Folders = ["defaulting", "kinds", "validation"];
    private static readonly Dictionary<string, JsonNode> Files = Read();

    public static IEnumerable<string> Names => Files.Keys.Order(StringComparer.Ordinal);

    /// <summary>The steps of a scenario that send an object to a resource and were answered with an object or with a failure of validation.</summary>
    public static IEnumerable<GoldenStep> Steps(string name)
    {
        var steps = Files[name]["steps"]!.AsArray();
        var stored = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i]!.AsObject();
            var request = step["request"]?.AsObject();
            var response = step["response"]?.AsObject();
            var method = (string?)request?["method"];
            var path = (string?)request?["path"] ?? "";
            var code = (int?)response?["code"] ?? 0;
            if (response?["body"] is JsonObject answer && request!["body"] is JsonObject body && method is "POST" or "PUT" && Target(path) is { } target)
            {
                stored.TryGetValue(target.Key + "/" + target.Name, out var old);
                if (code is 200 or 201 or 422 && (method == "POST" ? target.Name.Length == 0 : old is not null))
                {
                    yield return new($"{name}#{i}", (string?)step["do"] ?? "", target, Expand(body), method == "PUT" ? old : null, code, answer, Loose(step));
                }
            }

            if (code is 200 or 201 && response?["body"] is JsonObject kept && (string?)kept["metadata"]?["name"] is { } keptName && !path.Contains("dryRun")
                && method is "POST" or "PUT" or "PATCH" or "GET" && Target(path) is { } place
                && (string?)kept["kind"] == place.Resource.Kind.Kind)
            {
                stored[place.Key + "/" + keptName] = kept;
            }
        }
    }

    private static string[] Loose(JsonObject step) => step["loose"]?.AsArray().Select(item => (string)item!).ToArray() ?? [];

    private static GoldenTarget? Target(string path)
    {
        var match = PathForm().Match(path.Split('?')[0]);
        if (!match.Success)
        {
            return null;
        }

        var resource = ApiCatalog.Resources.FirstOrDefault(item => item.Kind.Group == match.Groups["group"].Value
            && item.Kind.Version == match.Groups["version"].Value
            && item.Plural == match.Groups["resource"].Value);
        return resource is null ? null : new(resource, match.Groups["name"].Value, match.Groups["sub"].Value);
    }

    // ${x*1000} stands for x a thousand times.
    private static JsonObject Expand(JsonObject body)
    {
        var text = RepeatForm().Replace(body.ToJsonString(RelaxedJson.Options), match => new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value, null)));
        return JsonNode.Parse(text.Replace("${ns}", GoldenStep.Namespace, StringComparison.Ordinal))!.AsObject();
    }

    private static Dictionary<string, JsonNode> Read()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Replay", "recordings.zip"));
        return zip.Entries.Where(entry => Folders.Contains(entry.FullName.Split('/')[0])).ToDictionary(entry => entry.FullName.Replace(".json", "", StringComparison.Ordinal), entry =>
        {
            using var stream = entry.Open();
            return JsonNode.Parse(stream)!;
        });
    }

    [GeneratedRegex("^/(api|apis/(?<group>[^/]+))/(?<version>v[^/]+)(/namespaces/\\$\\{ns\\})?/(?<resource>[a-z]+)(/(?<name>[^/]+)(/(?<sub>[a-z]+))?)?$")]
    private static partial Regex PathForm();

    [GeneratedRegex("\\$\\{(.)\\*(\\d+)\\}")]
    private static partial Regex RepeatForm();
}

/// <summary>Where a request goes.</summary>
internal sealed record GoldenTarget(ResourceDefinition Resource, string Name, string Subresource)
{
    public string Key => Resource.Kind.Group + "/" + Resource.Plural;
}

/// <summary>One request and its answer; <paramref name="Old"/> is the stored object of an update.</summary>
internal sealed record GoldenStep(
    string Id, string Title, GoldenTarget Target, JsonObject Body, JsonObject? Old, int Code, JsonObject Answer, string[] Loose)
{
    public const string Namespace = "golden";
}

using System.IO.Compression;
using System.Text.Json.Nodes;
using Tiphys.Api.Json;
using Tiphys.ApiServer.OpenApi;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.OpenApi;

/// <summary>The schemas of the OpenAPI documents beside those that a real server gives, whose texts are left out.</summary>
public sealed class OpenApiTests
{
    public static TheoryData<string> Documents => [.. Archive().Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Schemas_are_as_recorded(string file)
    {
        var expected = Recorded(file);
        var actual = (await WriteAsync(file))["components"]!["schemas"]!.AsObject();
        var differences = new List<string>();
        foreach (var (name, schema) in expected)
        {
            if (actual[name] is { } ours)
            {
                Compare($"{name}", Normal(schema), Normal(ours), differences);
            }
            else if (name.StartsWith("io.k8s.api.", StringComparison.Ordinal))
            {
                differences.Add($"{name} is missing");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public async Task A_patch_of_a_pod_takes_fieldValidation_as_kubectl_looks_for_it()
    {
        var document = await WriteAsync("api__v1.json");
        var patch = document["paths"]!["/api/v1/namespaces/{namespace}/pods/{name}"]!["patch"]!;
        Assert.Equal("Pod", (string?)patch["x-kubernetes-group-version-kind"]!["kind"]);
        Assert.Contains(patch["parameters"]!.AsArray(), parameter => (string?)parameter!["name"] == "fieldValidation");
    }

    [Fact]
    public async Task Every_field_is_explained()
    {
        var pod = (await WriteAsync("api__v1.json"))["components"]!["schemas"]!["io.k8s.api.core.v1.PodSpec"]!;
        Assert.All(pod["properties"]!.AsObject(), property => Assert.NotEqual("", (string?)property.Value!["description"] ?? ""));
    }

    private static async Task<JsonNode> WriteAsync(string file)
    {
        await using var store = EmbeddedStore.InMemory();
        var endpoint = new OpenApiEndpoint(new ApiServerCore(store, []));
        using var writer = new JsonWriter();
        endpoint.WriteDocument(writer, Path.GetFileNameWithoutExtension(file).Replace("__", "/", StringComparison.Ordinal));
        return JsonNode.Parse(writer.WrittenSpan)!;
    }

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

    private static void Compare(string path, JsonNode? expected, JsonNode? actual, List<string> differences)
    {
        if (expected is JsonObject left && actual is JsonObject right)
        {
            foreach (var key in left.Select(entry => entry.Key).Union(right.Select(entry => entry.Key)))
            {
                Compare($"{path}.{key}", left[key], right[key], differences);
            }
        }
        else if (!JsonNode.DeepEquals(expected, actual))
        {
            differences.Add($"{path}: {expected?.ToJsonString() ?? "nothing"} is recorded, {actual?.ToJsonString() ?? "nothing"} answered");
        }
    }

    private static JsonObject Recorded(string file)
    {
        using var archive = Archive();
        using var stream = archive.GetEntry(file)!.Open();
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static ZipArchive Archive() => new(typeof(OpenApiTests).Assembly.GetManifestResourceStream("openapi.zip")!);
}

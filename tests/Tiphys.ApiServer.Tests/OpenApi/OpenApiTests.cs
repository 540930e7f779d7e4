using System.Text.Json.Nodes;
using Tiphys.Api.Json;
using Tiphys.ApiServer.OpenApi;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.OpenApi;

/// <summary>The schemas of the OpenAPI documents beside those that a real server gives, whose texts are left out.</summary>
public sealed class OpenApiTests
{
    public static TheoryData<string> Documents => [.. RecordedOpenApi.Files];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Schemas_are_as_recorded(string file)
    {
        var expected = RecordedOpenApi.Schemas(file);
        var actual = (await WriteAsync(file))["components"]!["schemas"]!.AsObject();
        var differences = new List<string>();
        foreach (var (name, schema) in expected)
        {
            if (actual[name] is { } ours)
            {
                RecordedOpenApi.Compare(name, schema, ours, differences);
            }
            else if (name.StartsWith("io.k8s.api.", StringComparison.Ordinal))
            {
                differences.Add($"{name} is missing");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Operations_are_as_recorded(string file)
    {
        var document = await WriteAsync(file);
        var prefix = "/" + Path.GetFileNameWithoutExtension(file).Replace("__", "/", StringComparison.Ordinal) + "/";
        Assert.Equal([], RecordedOpenApi.CompareOperations(document["paths"]!.AsObject(), path => path.StartsWith(prefix, StringComparison.Ordinal), V3Responses, V3Body));
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

    private static string? V3Responses(JsonNode response) => Reference(response["content"]);

    private static string? V3Body(JsonNode operation) => Reference(operation["requestBody"]?["content"]);

    private static string? Reference(JsonNode? content) => (string?)content?.AsObject().First().Value!["schema"]!["$ref"];
}

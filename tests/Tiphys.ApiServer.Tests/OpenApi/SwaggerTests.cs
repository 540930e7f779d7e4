using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.OpenApi;
using Tiphys.ApiServer.Pipeline;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.OpenApi;

/// <summary>The OpenAPI v2 document beside what a real server gives, and how it is asked for.</summary>
public sealed class SwaggerTests : IAsyncDisposable
{
    private const string Json = "application/json";
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private const string OldProtobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private readonly EmbeddedStore _store = EmbeddedStore.InMemory();
    private readonly OpenApiEndpoint _endpoint;

    public SwaggerTests() => _endpoint = new(new ApiServerCore(_store, []));

    public static TheoryData<string> Documents => [.. RecordedOpenApi.Files];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Definitions_are_as_recorded(string file)
    {
        var definitions = (await ReadAsync())["definitions"]!.AsObject();
        var differences = new List<string>();
        foreach (var (name, schema) in RecordedOpenApi.Schemas(file).Where(entry => entry.Key.StartsWith("io.k8s.api.", StringComparison.Ordinal)))
        {
            RecordedOpenApi.Compare(name, ToV2(schema, false), definitions[name], differences);
        }

        Assert.Equal([], differences);
    }

    [Fact]
    public async Task Operations_are_as_recorded()
    {
        var paths = (await ReadAsync())["paths"]!.AsObject();
        Assert.Equal([], RecordedOpenApi.CompareOperations(
            paths,
            _ => true,
            response => (string?)response["schema"]?["$ref"],
            operation => (string?)operation["parameters"]!.AsArray().FirstOrDefault(each => (string?)each!["in"] == "body")?["schema"]!["$ref"]));
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own()
    {
        var paths = (await ReadAsync())["paths"]!.AsObject();
        var names = paths.SelectMany(path => path.Value!.AsObject()).Where(each => each.Key != "parameters").Select(each => (string)each.Value!["operationId"]!).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task Every_reference_has_its_definition()
    {
        var document = await ReadAsync();
        var definitions = document["definitions"]!.AsObject();
        Assert.All(References(document), reference => Assert.True(definitions.ContainsKey(reference["#/definitions/".Length..]), reference));
    }

    [Theory]
    [InlineData("", Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/*", Json)]
    [InlineData(Json, Json)]
    [InlineData(Protobuf, Protobuf)]
    [InlineData(OldProtobuf, Protobuf)]
    [InlineData(OldProtobuf + ", " + Json + ";q=0.5", Protobuf)]
    [InlineData(Protobuf + ";q=0.3, " + Json + ";q=0.5", Json)]
    [InlineData("*/*, " + Protobuf, Protobuf)]
    [InlineData("text/plain, application/yaml;q=0.9, */*;q=0.1", Json)]
    public async Task The_form_is_the_one_the_client_prefers(string accept, string media)
    {
        var response = await GetAsync(("Accept", accept));
        Assert.Equal(200, response.StatusCode);
        Assert.Equal(media, response.ContentType);
        Assert.Equal("Accept-Encoding, Accept", response.Headers.Vary);
        Assert.Equal("no-cache, private", response.Headers.CacheControl);
    }

    [Theory]
    [InlineData("application/yaml")]
    [InlineData("text/plain")]
    [InlineData("application/vnd.kubernetes.protobuf")]
    public async Task A_form_that_there_is_not_is_not_acceptable(string accept)
    {
        var response = await GetAsync(("Accept", accept));
        Assert.Equal(406, response.StatusCode);
        Assert.Equal("Accept-Encoding, Accept", response.Headers.Vary);
        Assert.Empty(Body(response));
    }

    [Fact]
    public async Task The_tag_of_both_forms_is_the_hash_of_the_json()
    {
        var json = await GetAsync(("Accept", Json));
        var protobuf = await GetAsync(("Accept", Protobuf));
        Assert.Equal($"\"{Convert.ToHexString(SHA512.HashData(Body(json)))}\"", json.Headers.ETag);
        Assert.Equal(json.Headers.ETag, protobuf.Headers.ETag);
    }

    [Fact]
    public async Task A_client_that_has_the_document_is_told_so()
    {
        var first = await GetAsync();
        var tag = first.Headers.ETag.ToString();
        foreach (var header in new[] { ("If-None-Match", tag), ("If-None-Match", $"\"A\", {tag}"), ("If-Modified-Since", first.Headers.LastModified.ToString()) })
        {
            var again = await GetAsync(header);
            Assert.Equal(304, again.StatusCode);
            Assert.Empty(Body(again));
        }

        Assert.Equal(200, (await GetAsync(("If-None-Match", "\"A\""), ("If-Modified-Since", first.Headers.LastModified.ToString()))).StatusCode);
        Assert.Equal(200, (await GetAsync(("If-Modified-Since", DateTimeOffset.UnixEpoch.ToString("R", CultureInfo.InvariantCulture)))).StatusCode);
    }

    [Fact]
    public async Task Protobuf_holds_the_same_definitions_and_paths()
    {
        var document = await ReadAsync();
        var message = Body(await GetAsync(("Accept", OldProtobuf)));
        Assert.Equal("2.0", Text(message, 1));
        Assert.Equal(document["paths"]!.AsObject().Select(path => path.Key), Fields(Fields(message, 8).Single(), 2).Select(path => Text(path, 1)));
        var definitions = Fields(Fields(message, 9).Single(), 1);
        Assert.Equal(document["definitions"]!.AsObject().Select(definition => definition.Key), definitions.Select(definition => Text(definition, 1)));
    }

    [Fact]
    public async Task Protobuf_tells_fields_references_and_extensions()
    {
        var message = Body(await GetAsync(("Accept", Protobuf)));
        var pod = Fields(Named(Fields(message, 9).Single(), 1, "io.k8s.api.core.v1.PodSpec"), 25).Single();
        var containers = Named(pod, 1, "containers");
        Assert.Equal("array", Text(Fields(containers, 22).Single(), 1));
        Assert.Equal("#/definitions/io.k8s.api.core.v1.Container", Text(Fields(Fields(containers, 23).Single(), 1).Single(), 1));
        Assert.Equal("\"name\"\n", Text(Named(containers, 31, "x-kubernetes-patch-merge-key"), 2));
        var patch = Fields(Named(Fields(message, 8).Single(), 2, "/api/v1/namespaces/{namespace}/pods/{name}"), 8).Single();
        Assert.Equal("patchCoreV1NamespacedPod", Text(patch, 5));
        Assert.Equal(5, Fields(patch, 8).Count);
        var kind = JsonNode.Parse(Text(Named(patch, 13, "x-kubernetes-group-version-kind"), 2))!;
        Assert.Equal("Pod", (string?)kind["kind"]);
    }

    public async ValueTask DisposeAsync() => await _store.DisposeAsync();

    private static byte[] Named(byte[] message, int list, string name) => Fields(Fields(message, list).Single(entry => Text(entry, 1) == name), 2).Single();

    private static string Text(byte[] message, int number) => System.Text.Encoding.UTF8.GetString(Fields(message, number).Single());

    private static List<byte[]> Fields(byte[] message, int number)
    {
        var found = new List<byte[]>();
        var reader = new ProtobufReader(message);
        while (reader.ReadTag(out var next))
        {
            if (next == number)
            {
                found.Add(reader.ReadSpan().ToArray());
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    // Version 2 has no defaults and no choice of types, and does not wrap references.
    private static JsonNode? ToV2(JsonNode? node, bool names)
    {
        if (node is JsonArray list)
        {
            return new JsonArray([.. list.Select(item => ToV2(item, false))]);
        }

        if (node is not JsonObject map)
        {
            return node is JsonValue value && value.TryGetValue<string>(out var text)
                ? text.Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal)
                : node?.DeepClone();
        }

        var result = new JsonObject();
        foreach (var (name, value) in map)
        {
            switch (name)
            {
                case "default" when !names:
                    break;
                case "oneOf" when !names:
                    result["type"] = "string";
                    break;
                case "allOf" when !names:
                    result["$ref"] = ToV2(value![0]!["$ref"], false);
                    break;
                default:
                    result[name] = ToV2(value, name == "properties" && !names);
                    break;
            }
        }

        return result;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry is { Key: "$ref", Value: JsonValue value } ? [value.ToString()] : References(entry.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private async Task<JsonNode> ReadAsync() => JsonNode.Parse(Body(await GetAsync()))!;

    private async Task<HttpResponse> GetAsync(params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        http.Response.Body = new MemoryStream();
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
        {
            http.Request.Headers[name] = value;
        }

        var request = new RequestInfo { Path = "/openapi/v2", Verb = "get" };
        Assert.True(_endpoint.Matches(request));
        await _endpoint.HandleAsync(new ApiCall(http, request, UserInfo.Anonymous));
        return http.Response;
    }

    private static byte[] Body(HttpResponse response) => ((MemoryStream)response.Body).ToArray();
}

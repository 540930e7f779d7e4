using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Resources;

/// <content>Protobuf, YAML, strict fields and what <c>kubectl explain</c> reads.</content>
public sealed partial class ResourceTests
{
    private static readonly byte[] ProtobufStart = [.. "k8s\0"u8];

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task Protobuf_comes_out_and_goes_in(string name)
    {
        var (resource, ns, created, path) = await CreateAsync(name);
        var read = await _api.GetAsync(path, JsonApi.Protobuf);
        Assert.Equal((HttpStatusCode.OK, JsonApi.Protobuf), (read.Code, read.MediaType));
        Assert.Equal(ProtobufStart, read.Bytes[..4]);
        AssertSame(created, (await _api.SendBytesAsync(HttpMethod.Put, path, read.Bytes, JsonApi.Protobuf)).Expect(HttpStatusCode.OK));

        var list = await _api.GetAsync(resource.Collection(ns), JsonApi.Protobuf);
        Assert.Equal((HttpStatusCode.OK, JsonApi.Protobuf), (list.Code, list.MediaType));
        Assert.Contains(resource.Definition.Kind.Kind + "List", Encoding.Latin1.GetString(list.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task YAML_goes_in_and_comes_out(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        var body = resource.New(ns);
        // JSON is YAML; a comment makes sure that it is read as such.
        var yaml = Encoding.UTF8.GetBytes($"# a comment\n{body.ToJsonString()}\n");
        (await _api.SendBytesAsync(HttpMethod.Post, resource.Collection(ns), yaml, "application/yaml")).Expect(HttpStatusCode.Created);
        var read = await _api.GetAsync(resource.Path(ns, body), "application/yaml");
        Assert.Equal((HttpStatusCode.OK, "application/yaml"), (read.Code, read.MediaType));
        Assert.Contains($"kind: {resource.Definition.Kind.Kind}\n", Encoding.UTF8.GetString(read.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Unknown_and_doubled_fields_are_refused_by_their_paths(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        if (!resource.Can("create"))
        {
            return;
        }

        var body = resource.New(ns);
        body["metadata"]!["odd"] = 1;
        var text = body.ToJsonString()[..^1] + ",\"nope\":1,\"kind\":\"" + resource.Definition.Kind.Kind + "\"}";
        var kind = resource.Definition.Kind.Kind;
        var refused = await _api.SendBytesAsync(
            HttpMethod.Post, $"{resource.Collection(ns)}?fieldValidation=Strict", Encoding.UTF8.GetBytes(text), JsonApi.Json);
        refused.Expect(HttpStatusCode.BadRequest);
        Assert.StartsWith($"{kind} in version \"{resource.Definition.Kind.Version}\" cannot be handled as a {kind}: strict decoding error: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["duplicate field \"kind\"", "unknown field \"metadata.odd\"", "unknown field \"nope\""],
            refused.Message.Split("strict decoding error: ")[1].Split(", ").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Every_field_can_be_explained(string name)
    {
        var resource = ServedResource.All[name];
        var schemas = (await _api.ReadAsync($"/openapi/v3/{resource.GroupVersionPath}"))["components"]!["schemas"]!.AsObject();
        var root = schemas.Single(schema => IsOf(schema.Value!, resource.Definition.Kind)).Key;
        HashSet<string> seen = [];
        List<string> unexplained = [];
        Explain(schemas, root, seen, unexplained);
        Assert.Equal([], unexplained);
    }

    private static bool IsOf(JsonNode schema, GroupVersionKind kind) => schema["x-kubernetes-group-version-kind"] is JsonArray { Count: 1 } kinds
        && ((string?)kinds[0]!["group"], (string?)kinds[0]!["version"], (string?)kinds[0]!["kind"]) == (kind.Group, kind.Version, kind.Kind);

    private static void Explain(JsonObject schemas, string name, HashSet<string> seen, List<string> unexplained)
    {
        if (!seen.Add(name))
        {
            return;
        }

        var schema = schemas[name] ?? throw new InvalidOperationException($"there is no schema {name}");
        foreach (var (field, property) in schema["properties"]?.AsObject() ?? [])
        {
            if ((string?)property!["description"] is null or "")
            {
                unexplained.Add($"{name}.{field}");
            }

            foreach (var reference in References(property))
            {
                Explain(schemas, reference, seen, unexplained);
            }
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field is { Key: "$ref", Value: JsonValue } ? [((string)field.Value!).Split('/')[^1]] : References(field.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}

using System.Net;
using System.Text.Json.Nodes;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Resources;

/// <summary>What every resource can do by the same rules; files are the themes. A case is named <c>plural.group/version</c>.</summary>
[Collection(ResourceCollection.Name)]
public sealed partial class ResourceTests(ResourceServer resources)
{
    private readonly JsonApi _api = resources.Api;

    /// <summary>Resources whose objects are kept.</summary>
    public static TheoryData<string> Stored => Where(resource => resource.Can("get") && resource.Can("create"));

    // A kind without a strategy has no rules yet, nor any of its status (docs/roadmap.md).
    public static TheoryData<string> WithStatus => Where(resource => resource.Has("status") && KindStrategies.All.Any(strategy => strategy.Kind == resource.Definition.Kind));

    public static TheoryData<string> WithScale => Where(resource => resource.Has("scale"));

    public static TheoryData<string> DeletedByCollection => Where(resource => resource.Can("deletecollection"));

    public static TheoryData<string> Every => Where(_ => true);

    private static TheoryData<string> Where(Func<ServedResource, bool> choose) => [.. ServedResource.All.Where(each => choose(each.Value)).Select(each => each.Key)];

    private async Task<(ServedResource Resource, string Namespace)> ArrangeAsync(string name) => (ServedResource.All[name], await resources.NamespaceAsync());

    private async Task<(ServedResource Resource, string Namespace, JsonNode Created, string Path)> CreateAsync(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        var created = await CreateAsync(resource, ns);
        return (resource, ns, created, resource.Path(ns, created));
    }

    private async Task<JsonNode> CreateAsync(ServedResource resource, string ns, params (string Key, string Value)[] labels)
    {
        var body = resource.New(ns);
        if (labels.Length > 0)
        {
            body["metadata"]!["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        }

        return (await _api.PostAsync(resource.Collection(ns), body)).Expect(HttpStatusCode.Created);
    }

    private static string Version(JsonNode body) => (string)body["metadata"]!["resourceVersion"]!;

    private static JsonNode Labelled(string key, string value) => new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [key] = value } } };

    private static string? Label(JsonNode body, string key) => (string?)body["metadata"]!["labels"]?[key];

    private static void AssertSame(JsonNode expected, JsonNode actual)
    {
        if (!JsonNode.DeepEquals(expected, actual))
        {
            Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
        }
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Resources;

/// <content>Get, list, watch and their other forms.</content>
public sealed partial class ResourceTests
{
    private const string TableAccept = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private const string MetadataAccept = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_created_object_is_got_and_listed_as_it_was_answered(string name)
    {
        var (resource, ns, created, path) = await CreateAsync(name);
        Assert.Equal(resource.Definition.Kind.Kind, (string?)created["kind"]);
        Assert.Equal(resource.Definition.Kind.ApiVersion, (string?)created["apiVersion"]);
        Assert.All(["uid", "resourceVersion", "creationTimestamp"], field => Assert.NotEqual("", (string?)created["metadata"]![field] ?? ""));
        AssertSame(created, await _api.ReadAsync(path));

        var list = await _api.ReadAsync(resource.Collection(ns));
        Assert.Equal(resource.Definition.Kind.Kind + "List", (string?)list["kind"]);
        var listed = list["items"]!.AsArray().Single(item => ServedResource.NameOf(item!) == ServedResource.NameOf(created))!.DeepClone().AsObject();
        listed["kind"] = (string?)created["kind"];
        listed["apiVersion"] = (string?)created["apiVersion"];
        AssertSame(created, listed);

        var missing = await _api.GetAsync($"{path}-not");
        missing.Expect(HttpStatusCode.NotFound);
        Assert.Equal($"{resource.QualifiedName} \"{ServedResource.NameOf(created)}-not\" not found", missing.Message);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_list_of_all_namespaces_and_selectors_find_the_object(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        var chosen = await CreateAsync(resource, ns, ("suite", ns));
        await CreateAsync(resource, ns);
        var everywhere = resource.Definition.Namespaced ? $"/{resource.GroupVersionPath}/{resource.Definition.Plural}" : resource.Collection(ns);
        foreach (var query in new[] { $"labelSelector=suite%3D{ns}", $"fieldSelector=metadata.name%3D{ServedResource.NameOf(chosen)}&labelSelector=suite%3D{ns}" })
        {
            var items = (await _api.ReadAsync($"{everywhere}?{query}"))["items"]!.AsArray();
            Assert.Equal((string?)chosen["metadata"]!["uid"], (string?)Assert.Single(items)!["metadata"]!["uid"]);
        }
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_list_in_chunks_gives_every_object_once(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        HashSet<string> expected = [];
        for (var i = 0; i < 3; i++)
        {
            expected.Add(ServedResource.NameOf(await CreateAsync(resource, ns, ("suite", ns))));
        }

        List<string> found = [];
        var token = "";
        do
        {
            var page = await _api.ReadAsync($"{resource.Collection(ns)}?labelSelector=suite%3D{ns}&limit=2&continue={Uri.EscapeDataString(token)}");
            found.AddRange(page["items"]!.AsArray().Select(item => ServedResource.NameOf(item!)));
            token = (string?)page["metadata"]!["continue"] ?? "";
        }
        while (token.Length > 0);

        Assert.Equal(expected.Order(StringComparer.Ordinal), found);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_watch_tells_of_create_change_and_end(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        var start = Version(await _api.ReadAsync(resource.Collection(ns)));
        var body = resource.New(ns);
        var path = resource.Path(ns, body);
        using var events = await _api.WatchAsync($"{resource.Collection(ns)}?watch=true&resourceVersion={start}&fieldSelector=metadata.name%3D{ServedResource.NameOf(body)}");
        var created = (await _api.PostAsync(resource.Collection(ns), body)).Expect(HttpStatusCode.Created);
        AssertSame(new JsonObject { ["type"] = "ADDED", ["object"] = created.DeepClone() }, await events.NextAsync());

        var changed = (await _api.PatchAsync(path, JsonApi.MergePatch, Labelled("k", "v"))).Expect(HttpStatusCode.OK);
        AssertSame(new JsonObject { ["type"] = "MODIFIED", ["object"] = changed.DeepClone() }, await events.NextAsync());

        await DeleteWhollyAsync(path);
        var last = await events.NextAsync();
        while ((string?)last["type"] == "MODIFIED")
        {
            last = await events.NextAsync();
        }

        Assert.Equal("DELETED", (string?)last["type"]);
        Assert.Equal((string?)created["metadata"]!["uid"], (string?)last["object"]!["metadata"]!["uid"]);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_table_has_a_row_an_object_and_a_cell_a_column(string name)
    {
        var (resource, ns, created, path) = await CreateAsync(name);
        foreach (var table in new[] { (await _api.GetAsync(path, TableAccept)).Expect(HttpStatusCode.OK), (await _api.GetAsync(resource.Collection(ns), TableAccept)).Expect(HttpStatusCode.OK) })
        {
            Assert.Equal("Table", (string?)table["kind"]);
            var columns = table["columnDefinitions"]!.AsArray();
            // Upstream says nothing of a runtime's handler.
            Assert.All(columns, column => Assert.NotEqual((string?)column!["name"] == "Handler", (string?)column!["description"] is { Length: > 0 }));
            // Upstream prints the age of an address without a column for it.
            var cells = columns.Count + (resource.Definition.Plural == "ipaddresses" ? 1 : 0);
            Assert.All(table["rows"]!.AsArray(), row => Assert.Equal(cells, row!["cells"]!.AsArray().Count));
            var row = table["rows"]!.AsArray().Single(row => ServedResource.NameOf(row!["object"]!) == ServedResource.NameOf(created));
            Assert.Equal("PartialObjectMetadata", (string?)row!["object"]!["kind"]);
            var names = columns.Select(column => (string)column!["name"]!).ToList();
            Assert.Equal(ServedResource.NameOf(created), row["cells"]![names.IndexOf("Name")]!.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task Metadata_alone_is_the_objects_metadata(string name)
    {
        var (_, _, created, path) = await CreateAsync(name);
        var part = (await _api.GetAsync(path, MetadataAccept)).Expect(HttpStatusCode.OK);
        AssertSame(
            new JsonObject { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = created["metadata"]!.DeepClone() }, part);
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace Tiphys.Conformance.Tests.Operations;

/// <summary>
/// What "should support API operations" and "lifecycle" ask of a kind: discovery, create, get, list in one and in all namespaces, watch, patch,
/// update, status, delete, and delete of the rest as a collection, with the events of each.
/// </summary>
[Collection(ConformanceCollection.Name)]
public sealed class OperationTests(ConformanceCluster cluster)
{
    private readonly JsonApi _api = cluster.Api;

    public static TheoryData<string> Specs => [.. ApiObjects.All.Select(each => each.Spec)];

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task Operations_work_and_are_seen(string spec)
    {
        var kind = ApiObjects.All.Single(each => each.Spec == spec);
        var ns = await cluster.NamespaceAsync();
        await CheckDiscoveryAsync(kind);

        List<string> paths = [];
        for (var number = 1; number <= 3; number++)
        {
            var created = await _api.CreateAsync(kind.Collection(ns), kind.New(ns, number, ns));
            paths.Add($"{kind.Collection(ns)}/{(string)created["metadata"]!["name"]!}");
        }

        var selected = $"labelSelector=spec%3D{ns}";
        var list = await _api.ReadAsync($"{kind.Collection(ns)}?{selected}");
        Assert.Equal(3, list["items"]!.AsArray().Count);
        Assert.Equal(3, (await _api.ReadAsync($"{kind.GroupVersion}/{kind.Plural}?{selected}"))["items"]!.AsArray().Count);

        using var watch = await _api.WatchAsync($"{kind.Collection(ns)}?watch=true&{selected}&resourceVersion={(string)list["metadata"]!["resourceVersion"]!}");
        await ChangeAsync(watch, paths[0]);
        await ChangeStatusAsync(watch, kind, paths[0]);

        (await _api.DeleteAsync(paths[0])).Expect(HttpStatusCode.OK);
        await watch.NextAsync("DELETED");
        (await _api.GetAsync(paths[0])).Expect(HttpStatusCode.NotFound);
        (await _api.DeleteAsync($"{kind.Collection(ns)}?{selected}")).Expect(HttpStatusCode.OK);
        await watch.NextAsync("DELETED");
        await watch.NextAsync("DELETED");
        Assert.Empty((await _api.ReadAsync($"{kind.Collection(ns)}?{selected}"))["items"]!.AsArray());
    }

    private async Task CheckDiscoveryAsync(ApiObject kind)
    {
        if (kind.Group.Length > 0)
        {
            var groups = (await _api.ReadAsync("/apis"))["groups"]!.AsArray();
            var group = groups.Single(each => (string?)each!["name"] == kind.Group)!;
            Assert.Contains(group["versions"]!.AsArray(), version => (string?)version!["version"] == "v1");
            Assert.Equal(kind.Group, (string?)(await _api.ReadAsync($"/apis/{kind.Group}"))["name"]);
        }

        var resources = (await _api.ReadAsync(kind.GroupVersion))["resources"]!.AsArray().Select(each => (string)each!["name"]!).ToList();
        Assert.Contains(kind.Plural, resources);
        Assert.True(kind.Status is null || resources.Contains($"{kind.Plural}/status"));
    }

    private async Task ChangeAsync(JsonWatch watch, string path)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["patched"] = "true" } } };
        (await _api.PatchAsync(path, JsonApi.MergePatch, patch)).Expect(HttpStatusCode.OK);
        var patched = await watch.NextAsync("MODIFIED");
        Assert.Equal("true", (string?)patched["metadata"]!["annotations"]!["patched"]);

        patched["metadata"]!["annotations"]!["updated"] = "true";
        (await _api.PutAsync(path, patched)).Expect(HttpStatusCode.OK);
        var updated = await watch.NextAsync("MODIFIED");
        Assert.Equal("true", (string?)updated["metadata"]!["annotations"]!["updated"]);
        Assert.Equal(updated.ToJsonString(), (await _api.ReadAsync(path)).ToJsonString());
    }

    private async Task ChangeStatusAsync(JsonWatch watch, ApiObject kind, string path)
    {
        if (kind.Status is null)
        {
            return;
        }

        var status = JsonNode.Parse(kind.Status)!;
        var wanted = status.AsObject().First();
        var patched = (await _api.PatchAsync($"{path}/status", JsonApi.MergePatch, new JsonObject { ["status"] = status.DeepClone() })).Expect(HttpStatusCode.OK);
        Assert.NotNull(patched["status"]![wanted.Key]);
        await watch.NextAsync("MODIFIED");
        var read = await _api.ReadAsync($"{path}/status");
        read["status"] = null;
        var cleared = (await _api.PutAsync($"{path}/status", read)).Expect(HttpStatusCode.OK);
        Assert.NotEqual(patched["status"]?[wanted.Key]?.ToJsonString(), cleared["status"]?[wanted.Key]?.ToJsonString());
        await watch.NextAsync("MODIFIED");
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Resources;

/// <content>Delete, deletecollection and dry runs.</content>
public sealed partial class ResourceTests
{
    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_deleted_object_is_gone(string name)
    {
        var (resource, _, created, path) = await CreateAsync(name);
        var wrong = await _api.SendAsync(HttpMethod.Delete, path, new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = "another" } });
        wrong.Expect(HttpStatusCode.Conflict);
        await DeleteWhollyAsync(path);
        var missing = await _api.DeleteAsync(path);
        missing.Expect(HttpStatusCode.NotFound);
        Assert.Equal($"{resource.QualifiedName} \"{ServedResource.NameOf(created)}\" not found", missing.Message);
    }

    [Theory]
    [MemberData(nameof(DeletedByCollection))]
    public async Task A_collection_is_deleted_as_far_as_the_selector_goes(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        string[] chosen = [
            resource.Path(ns, await CreateAsync(resource, ns, ("suite", ns))),
            resource.Path(ns, await CreateAsync(resource, ns, ("suite", ns))),
        ];
        var kept = await CreateAsync(resource, ns);
        var selected = $"{resource.Collection(ns)}?labelSelector=suite%3D{ns}";
        (await _api.DeleteAsync($"{selected}&dryRun=All")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await _api.ReadAsync(selected))["items"]!.AsArray().Count);
        (await _api.DeleteAsync(selected)).Expect(HttpStatusCode.OK);
        foreach (var path in chosen)
        {
            await ReleaseAsync(path);
        }

        Assert.Empty((await _api.ReadAsync(selected))["items"]!.AsArray());
        AssertSame(kept, await _api.ReadAsync(resource.Path(ns, kept)));
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_dry_run_changes_nothing(string name)
    {
        var (resource, ns, created, path) = await CreateAsync(name);
        var other = resource.New(ns);
        (await _api.PostAsync($"{resource.Collection(ns)}?dryRun=All", other)).Expect(HttpStatusCode.Created);
        (await _api.GetAsync(resource.Path(ns, other))).Expect(HttpStatusCode.NotFound);

        var changed = created.DeepClone();
        changed["metadata"]!["labels"] = new JsonObject { ["k"] = "put" };
        Assert.Equal("put", Label((await _api.PutAsync($"{path}?dryRun=All", changed)).Expect(HttpStatusCode.OK), "k"));
        Assert.Equal(
            "patched", Label((await _api.PatchAsync($"{path}?dryRun=All", JsonApi.MergePatch, Labelled("k", "patched"))).Expect(HttpStatusCode.OK), "k"));
        (await _api.PatchAsync($"{resource.Path(ns, other)}?dryRun=All&fieldManager=m", JsonApi.Apply, other)).Expect(HttpStatusCode.Created);
        (await _api.DeleteAsync($"{path}?dryRun=All")).Expect(HttpStatusCode.OK);
        AssertSame(created, await _api.ReadAsync(path));
        (await _api.GetAsync(resource.Path(ns, other))).Expect(HttpStatusCode.NotFound);
    }

    private async Task DeleteWhollyAsync(string path)
    {
        (await _api.DeleteAsync(path)).Expect(HttpStatusCode.OK);
        await ReleaseAsync(path);
        (await _api.GetAsync(path)).Expect(HttpStatusCode.NotFound);
    }

    // Takes away what holds a deleted object back, as the controllers would that do not run here.
    private async Task ReleaseAsync(string path)
    {
        if (await _api.GetAsync(path) is not { Code: HttpStatusCode.OK } held)
        {
            return;
        }

        Assert.NotNull(held.Body["metadata"]!["deletionTimestamp"]);
        var released = held.Body;
        if (released["spec"]?["finalizers"] is not null)
        {
            released["spec"]!.AsObject().Remove("finalizers");
            (await _api.PutAsync($"{path}/finalize", released)).Expect(HttpStatusCode.OK);
            return;
        }

        released["metadata"]!.AsObject().Remove("finalizers");
        (await _api.PutAsync(path, released)).Expect(HttpStatusCode.OK);
    }
}

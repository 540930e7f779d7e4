using System.Net;
using System.Text.Json.Nodes;

namespace Tiphys.ApiServer.Tests.Resources;

/// <content>Delete, deletecollection and dry runs.</content>
public sealed partial class ResourceTests
{
    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_deleted_object_is_gone(string name)
    {
        var (resource, _, created, path) = await CreateAsync(name);
        var wrong = await server.SendAsync(HttpMethod.Delete, path, new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = "another" } });
        wrong.Expect(HttpStatusCode.Conflict);
        await DeleteWhollyAsync(path);
        var missing = await server.DeleteAsync(path);
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
        (await server.DeleteAsync($"{selected}&dryRun=All")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await ReadAsync(selected))["items"]!.AsArray().Count);
        (await server.DeleteAsync(selected)).Expect(HttpStatusCode.OK);
        foreach (var path in chosen)
        {
            await ReleaseAsync(path);
        }

        Assert.Empty((await ReadAsync(selected))["items"]!.AsArray());
        AssertSame(kept, await ReadAsync(resource.Path(ns, kept)));
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_dry_run_changes_nothing(string name)
    {
        var (resource, ns, created, path) = await CreateAsync(name);
        var other = resource.New(ns);
        (await server.PostAsync($"{resource.Collection(ns)}?dryRun=All", other)).Expect(HttpStatusCode.Created);
        (await server.GetAsync(resource.Path(ns, other))).Expect(HttpStatusCode.NotFound);

        var changed = created.DeepClone();
        changed["metadata"]!["labels"] = new JsonObject { ["k"] = "put" };
        Assert.Equal("put", Label((await server.PutAsync($"{path}?dryRun=All", changed)).Expect(HttpStatusCode.OK), "k"));
        Assert.Equal(
            "patched", Label((await server.PatchAsync($"{path}?dryRun=All", "application/merge-patch+json", Labelled("k", "patched"))).Expect(HttpStatusCode.OK), "k"));
        (await server.PatchAsync($"{resource.Path(ns, other)}?dryRun=All&fieldManager=m", ResourceServer.Apply, other)).Expect(HttpStatusCode.Created);
        (await server.DeleteAsync($"{path}?dryRun=All")).Expect(HttpStatusCode.OK);
        AssertSame(created, await ReadAsync(path));
        (await server.GetAsync(resource.Path(ns, other))).Expect(HttpStatusCode.NotFound);
    }

    private async Task DeleteWhollyAsync(string path)
    {
        (await server.DeleteAsync(path)).Expect(HttpStatusCode.OK);
        await ReleaseAsync(path);
        (await server.GetAsync(path)).Expect(HttpStatusCode.NotFound);
    }

    // Takes away what holds a deleted object back, as the controllers would that do not run here.
    private async Task ReleaseAsync(string path)
    {
        if (await server.GetAsync(path) is not { Code: HttpStatusCode.OK } held)
        {
            return;
        }

        Assert.NotNull(held.Body["metadata"]!["deletionTimestamp"]);
        var released = held.Body;
        if (released["spec"]?["finalizers"] is not null)
        {
            released["spec"]!.AsObject().Remove("finalizers");
            (await server.PutAsync($"{path}/finalize", released)).Expect(HttpStatusCode.OK);
            return;
        }

        released["metadata"]!.AsObject().Remove("finalizers");
        (await server.PutAsync(path, released)).Expect(HttpStatusCode.OK);
    }
}

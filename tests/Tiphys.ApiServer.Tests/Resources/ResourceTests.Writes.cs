using System.Net;
using System.Text.Json.Nodes;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Resources;

/// <content>Create, update, the four patches, status and scale.</content>
public sealed partial class ResourceTests
{
    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_second_object_of_the_same_name_is_refused(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        var body = resource.New(ns);
        (await _api.PostAsync(resource.Collection(ns), body)).Expect(HttpStatusCode.Created);
        var refused = await _api.PostAsync(resource.Collection(ns), body);
        refused.Expect(HttpStatusCode.Conflict);
        Assert.Equal($"{resource.QualifiedName} \"{ServedResource.NameOf(body)}\" already exists", refused.Message);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task An_update_changes_the_version_and_one_of_the_old_version_conflicts(string name)
    {
        var (resource, _, created, path) = await CreateAsync(name);
        var changed = created.DeepClone();
        changed["metadata"]!["annotations"] = new JsonObject { ["note"] = "one" };
        var updated = (await _api.PutAsync(path, changed)).Expect(HttpStatusCode.OK);
        Assert.Equal("one", (string?)updated["metadata"]!["annotations"]!["note"]);
        Assert.NotEqual(Version(created), Version(updated));
        AssertSame(updated, await _api.ReadAsync(path));
        Assert.Equal(Version(updated), Version((await _api.PutAsync(path, updated)).Expect(HttpStatusCode.OK)));

        changed["metadata"]!["annotations"] = new JsonObject { ["note"] = "two" };
        var refused = await _api.PutAsync(path, changed);
        refused.Expect(HttpStatusCode.Conflict);
        Assert.Equal(
            $"Operation cannot be fulfilled on {resource.QualifiedName} \"{ServedResource.NameOf(created)}\": the object has been modified; please apply your changes to the latest version and try again",
            refused.Message);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task Each_kind_of_patch_changes_the_object(string name)
    {
        var (_, _, created, path) = await CreateAsync(name);
        var labels = created["metadata"]!["labels"] is null
            ? new JsonObject { ["op"] = "add", ["path"] = "/metadata/labels", ["value"] = new JsonObject { ["json"] = "1" } }
            : new JsonObject { ["op"] = "add", ["path"] = "/metadata/labels/json", ["value"] = "1" };
        (await _api.PatchAsync(path, JsonApi.JsonPatch, new JsonArray(labels))).Expect(HttpStatusCode.OK);
        (await _api.PatchAsync(path, JsonApi.MergePatch, Labelled("merge", "2"))).Expect(HttpStatusCode.OK);
        (await _api.PatchAsync(path, JsonApi.StrategicMergePatch, Labelled("strategic", "3"))).Expect(HttpStatusCode.OK);
        var read = await _api.ReadAsync(path);
        Assert.Equal(("1", "2", "3"), (Label(read, "json"), Label(read, "merge"), Label(read, "strategic")));
        Assert.Equal((string?)created["metadata"]!["uid"], (string?)read["metadata"]!["uid"]);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task Apply_creates_owns_and_defends_fields(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        var body = resource.New(ns);
        body.Remove("stringData"); // Is written only, so that nobody can own it.
        body["metadata"]!["labels"] = new JsonObject { ["tier"] = "front" };
        var path = resource.Path(ns, body);
        var applied = (await _api.PatchAsync($"{path}?fieldManager=first", JsonApi.Apply, body)).Expect(HttpStatusCode.Created);
        var entry = Assert.Single(applied["metadata"]!["managedFields"]!.AsArray())!;
        Assert.Equal(("first", "Apply"), ((string?)entry["manager"], (string?)entry["operation"]));
        Assert.NotNull(entry["fieldsV1"]!["f:metadata"]!["f:labels"]!["f:tier"]);
        Assert.Equal(Version(applied), Version((await _api.PatchAsync($"{path}?fieldManager=first", JsonApi.Apply, body)).Expect(HttpStatusCode.OK)));

        var other = Labelled("tier", "back");
        (other["apiVersion"], other["kind"]) = ((string?)body["apiVersion"], (string?)body["kind"]);
        var refused = await _api.PatchAsync($"{path}?fieldManager=second", JsonApi.Apply, other);
        refused.Expect(HttpStatusCode.Conflict);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"first\": .metadata.labels.tier", refused.Message);
        var forced = (await _api.PatchAsync($"{path}?fieldManager=second&force=true", JsonApi.Apply, other)).Expect(HttpStatusCode.OK);
        Assert.Equal("back", Label(forced, "tier"));
    }

    [Theory]
    [MemberData(nameof(WithStatus))]
    public async Task Status_is_written_through_its_subresource_alone(string name)
    {
        var (resource, ns, created, path) = await CreateAsync(name);
        AssertSame(created, await _api.ReadAsync($"{path}/status"));
        var status = resource.Status;
        var withStatus = created.DeepClone();
        withStatus["status"] = status.DeepClone();
        var ignored = (await _api.PutAsync(path, withStatus)).Expect(HttpStatusCode.OK);
        AssertSame(created["status"] ?? new JsonObject(), ignored["status"] ?? new JsonObject());

        var written = (await _api.PutAsync($"{path}/status", withStatus)).Expect(HttpStatusCode.OK);
        AssertContains(status, written["status"]!);
        AssertSame(created["spec"] ?? new JsonObject(), written["spec"] ?? new JsonObject());
        AssertSame(written, await _api.ReadAsync(path));

        var other = await CreateAsync(resource, ns);
        var patched = (await _api.PatchAsync($"{resource.Path(ns, other)}/status", JsonApi.MergePatch, new JsonObject { ["status"] = status.DeepClone() }))
            .Expect(HttpStatusCode.OK);
        AssertContains(status, patched["status"]!);
    }

    [Theory]
    [MemberData(nameof(WithScale))]
    public async Task Scale_reads_and_sets_replicas(string name)
    {
        var (_, _, _, path) = await CreateAsync(name);
        var scale = await _api.ReadAsync($"{path}/scale");
        Assert.Equal(("Scale", "autoscaling/v1"), ((string?)scale["kind"], (string?)scale["apiVersion"]));
        scale["spec"]!["replicas"] = 3;
        (await _api.PutAsync($"{path}/scale", scale)).Expect(HttpStatusCode.OK);
        Assert.Equal(3, (int)(await _api.ReadAsync(path))["spec"]!["replicas"]!);
        var patch = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 5 } };
        Assert.Equal(5, (int)(await _api.PatchAsync($"{path}/scale", JsonApi.MergePatch, patch)).Expect(HttpStatusCode.OK)["spec"]!["replicas"]!);
    }

    // The server may add to what was written (defaults), and must not lose any of it.
    private static void AssertContains(JsonNode expected, JsonNode actual)
    {
        foreach (var (key, value) in expected.AsObject())
        {
            if (value is JsonObject inner)
            {
                AssertContains(inner, actual[key] ?? new JsonObject());
            }
            else if (value is JsonArray { Count: > 0 } list && list[0] is JsonObject)
            {
                Assert.All(list, (item, index) => AssertContains(item!, actual[key]![index]!));
            }
            else
            {
                Assert.Equal(value?.ToJsonString(), actual[key]?.ToJsonString());
            }
        }
    }
}

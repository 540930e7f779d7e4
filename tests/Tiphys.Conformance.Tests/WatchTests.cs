using System.Net;
using System.Text.Json.Nodes;
using Tiphys.Conformance.Tests.Specs;

namespace Tiphys.Conformance.Tests;

/// <summary>Watches of config maps.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class WatchTests(ConformanceCluster cluster)
{
    private JsonApi Api => cluster.Api;

    [Fact]
    [Spec("[sig-api-machinery] Watchers should observe add, update, and delete watch notifications on configmaps [Conformance]")]
    public async Task Each_watch_sees_what_its_selector_names()
    {
        var maps = await MapsAsync();
        using var a = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w%3Da");
        using var b = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w%3Db");
        using var both = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w%20in%20(a,b)");
        await CreateAsync(maps, "one", "a");
        await SetAsync(maps, "one", "1");
        await DeleteAsync(maps, "one");
        await CreateAsync(maps, "two", "b");
        await DeleteAsync(maps, "two");
        await ExpectAsync(a, "ADDED one", "MODIFIED one", "DELETED one");
        await ExpectAsync(b, "ADDED two", "DELETED two");
        await ExpectAsync(both, "ADDED one", "MODIFIED one", "DELETED one", "ADDED two", "DELETED two");
    }

    [Fact]
    [Spec("[sig-api-machinery] Watchers should be able to start watching from a specific resource version [Conformance]")]
    public async Task A_watch_starts_after_its_version()
    {
        var maps = await MapsAsync();
        await CreateAsync(maps, "one", "a");
        var version = await SetAsync(maps, "one", "1");
        await SetAsync(maps, "one", "2");
        await DeleteAsync(maps, "one");
        using var watch = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w&resourceVersion={version}");
        await ExpectAsync(watch, "MODIFIED one", "DELETED one");
    }

    [Fact]
    [Spec("[sig-api-machinery] Watchers should be able to restart watching from the last resource version observed by the previous watch [Conformance]")]
    public async Task A_watch_goes_on_where_another_has_ended()
    {
        var maps = await MapsAsync();
        string last;
        using (var first = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w"))
        {
            await CreateAsync(maps, "one", "a");
            await SetAsync(maps, "one", "1");
            await first.NextAsync("ADDED");
            last = (string)(await first.NextAsync("MODIFIED"))["metadata"]!["resourceVersion"]!;
        }

        await SetAsync(maps, "one", "2");
        await DeleteAsync(maps, "one");
        using var second = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w&resourceVersion={last}");
        await ExpectAsync(second, "MODIFIED one", "DELETED one");
    }

    [Fact]
    [Spec("[sig-api-machinery] Watchers should observe an object deletion if it stops meeting the requirements of the selector [Conformance]")]
    public async Task What_no_longer_fits_the_selector_is_deleted_for_the_watch()
    {
        var maps = await MapsAsync();
        using var watch = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w%3Da");
        await CreateAsync(maps, "one", "a");
        await SetAsync(maps, "one", "1");
        await PatchAsync(maps, "one", """{"metadata":{"labels":{"w":"other"}}}""");
        await SetAsync(maps, "one", "2");
        await PatchAsync(maps, "one", """{"metadata":{"labels":{"w":"a"}}}""");
        await SetAsync(maps, "one", "3");
        await DeleteAsync(maps, "one");
        await ExpectAsync(watch, "ADDED one", "MODIFIED one", "DELETED one", "ADDED one", "MODIFIED one", "DELETED one");
    }

    [Fact]
    [Spec("[sig-api-machinery] Watchers should receive events on concurrent watches in same order [Conformance]")]
    public async Task Watches_of_every_version_see_the_same_order()
    {
        const int Events = 30;
        var maps = await MapsAsync();
        var start = (string)(await Api.ReadAsync(maps))["metadata"]!["resourceVersion"]!;
        var writing = Task.Run(async () =>
        {
            for (var number = 0; number < Events; number++)
            {
                await CreateAsync(maps, $"m{number}", "a");
            }
        });
        using var first = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w&resourceVersion={start}");
        List<string> seen = [];
        for (var number = 0; number < Events; number++)
        {
            seen.Add((string)(await first.NextAsync("ADDED"))["metadata"]!["resourceVersion"]!);
        }

        await writing;
        for (var number = 0; number < Events; number += 7)
        {
            using var later = await Api.WatchAsync($"{maps}?watch=true&labelSelector=w&resourceVersion={seen[number]}");
            foreach (var version in seen.Skip(number + 1))
            {
                Assert.Equal(version, (string?)(await later.NextAsync("ADDED"))["metadata"]!["resourceVersion"]);
            }
        }
    }

    private async Task<string> MapsAsync() => $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/configmaps";

    private async Task CreateAsync(string maps, string name, string label) =>
        await Api.CreateAsync(maps, JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}","labels":{"w":"{{{label}}}"} } }""")!);

    private Task<string> SetAsync(string maps, string name, string value) => PatchAsync(maps, name, $$$"""{"data":{"mutation":"{{{value}}}"}}""");

    private async Task<string> PatchAsync(string maps, string name, string patch)
    {
        var patched = (await Api.PatchAsync($"{maps}/{name}", JsonApi.MergePatch, JsonNode.Parse(patch)!)).Expect(HttpStatusCode.OK);
        return (string)patched["metadata"]!["resourceVersion"]!;
    }

    private async Task DeleteAsync(string maps, string name) => (await Api.DeleteAsync($"{maps}/{name}")).Expect(HttpStatusCode.OK);

    private static async Task ExpectAsync(JsonWatch watch, params string[] events)
    {
        foreach (var expected in events)
        {
            var found = await watch.NextAsync();
            Assert.Equal(expected, $"{(string?)found["type"]} {(string?)found["object"]!["metadata"]!["name"]}");
        }
    }
}

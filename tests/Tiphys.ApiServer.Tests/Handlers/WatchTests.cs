using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Tests.Support;
using Tiphys.Client;

namespace Tiphys.ApiServer.Tests.Handlers;

public sealed class WatchTests
{
    [Fact]
    public async Task A_watch_from_a_version_tells_every_later_change()
    {
        await using var server = await TestServer.StartAsync();
        var first = await server.CreateMapAsync("a");
        var second = await server.Client.UpdateAsync(first with { Data = ApiMap.Of("k", "1") }, null, TestServer.Deadline);
        await server.Client.DeleteAsync<ConfigMap>("default", "a", null, TestServer.Deadline);
        var seen = await TakeAsync(server, new WatchRequest { ResourceVersion = first.Metadata.ResourceVersion }, 2);
        Assert.Equal([WatchNoticeType.Modified, WatchNoticeType.Deleted], seen.Select(notice => notice.Type));
        Assert.Same(second, seen[0].Object);
        Assert.NotEqual(second.Metadata.ResourceVersion, seen[1].Object!.Metadata.ResourceVersion);
        Assert.Equal(seen[1].ResourceVersion, seen[1].Object!.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Objects_that_come_into_and_leave_a_selection_are_added_and_deleted()
    {
        await using var server = await TestServer.StartAsync();
        var map = await server.CreateMapAsync("a");
        var start = map.Metadata.ResourceVersion;
        map = await server.Client.UpdateAsync(map with { Metadata = map.Metadata with { Labels = ApiMap.Of("app", "web") } }, null, TestServer.Deadline);
        map = await server.Client.UpdateAsync(map with { Data = ApiMap.Of("k", "1") }, null, TestServer.Deadline);
        map = await server.Client.UpdateAsync(map with { Metadata = map.Metadata with { Labels = [] } }, null, TestServer.Deadline);
        var seen = await TakeAsync(server, new WatchRequest { ResourceVersion = start, LabelSelector = "app=web" }, 3);
        Assert.Equal([WatchNoticeType.Added, WatchNoticeType.Modified, WatchNoticeType.Deleted], seen.Select(notice => notice.Type));
        Assert.Equal(map.Metadata.ResourceVersion, seen[2].Object!.Metadata.ResourceVersion);
        Assert.Equal("web", seen[2].Object!.Metadata.Labels["app"]);
    }

    [Fact]
    public async Task Initial_events_end_with_their_bookmark()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateMapAsync("a");
        await server.CreateMapAsync("b");
        var seen = await TakeAsync(server, new WatchRequest { SendInitialEvents = true }, 3);
        Assert.Equal([WatchNoticeType.Added, WatchNoticeType.Added, WatchNoticeType.Bookmark], seen.Select(notice => notice.Type));
        Assert.True(seen[2].EndsInitialEvents);
    }

    [Fact]
    public async Task A_watch_from_a_compacted_version_has_expired()
    {
        await using var server = await TestServer.StartAsync();
        var first = await server.CreateMapAsync("a");
        await server.CreateMapAsync("b");
        await server.CreateMapAsync("c");
        await server.Core.Store.CompactAsync(server.Core.Store.CurrentRevision, TestServer.Deadline);
        var error = await Assert.ThrowsAsync<ApiException>(
            () => TakeAsync(server, new WatchRequest { ResourceVersion = first.Metadata.ResourceVersion }, 1));
        Assert.Equal(410, error.Code);
    }

    private static async Task<List<WatchNotice<ConfigMap>>> TakeAsync(TestServer server, WatchRequest request, int count)
    {
        var seen = new List<WatchNotice<ConfigMap>>();
        await foreach (var notice in server.Client.WatchAsync<ConfigMap>("default", request, TestServer.Deadline))
        {
            seen.Add(notice);
            if (seen.Count == count)
            {
                break;
            }
        }

        return seen;
    }
}

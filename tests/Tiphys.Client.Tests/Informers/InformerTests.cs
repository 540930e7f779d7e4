using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Client.Informers;

namespace Tiphys.Client.Tests.Informers;

public sealed class InformerTests : IAsyncLifetime
{
    private readonly FakeKubernetesClient _client = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _told = [];
    private Informer<ConfigMap> _informer = null!;
    private Task _run = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        _informer = new(_client, InformerOptions.All, TimeProvider.System);
        _informer.AddIndex("owner", map => map.Metadata.Labels.TryGetValue("owner", out var owner) ? [owner] : []);
        _informer.AddHandler((before, after) =>
        {
            lock (_told)
            {
                _told.Add($"{before?.Data.GetValueOrDefault("v") ?? "-"}>{after?.Data.GetValueOrDefault("v") ?? "-"}");
            }
        });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    [Fact]
    public async Task It_holds_what_was_there_and_follows_changes_in_order()
    {
        _client.Put(Map("a", "1"));
        await StartAsync();
        Assert.Equal("1", _informer.Get("default", "a")!.Data["v"]);
        _client.Put(Map("a", "2"));
        _client.Put(Map("b", "3"));
        _client.Remove<ConfigMap>("default", "a");
        await ToldAsync("->1", "1>2", "->3", "2>-");
        Assert.Equal("b", _informer.List().Single().Metadata.Name);
        Assert.Empty(_informer.List("other"));
    }

    [Fact]
    public async Task A_server_that_cannot_stream_the_start_is_listed()
    {
        _client.React(request => request is { Verb: "watch" } && !_informer.HasSynced
            ? StatusErrors.Of(422, StatusReason.Invalid, "sendInitialEvents is forbidden for watch", null)
            : null);
        _client.Put(Map("a", "1"));
        await StartAsync();
        _client.Put(Map("a", "2"));
        await ToldAsync("->1", "1>2");
    }

    [Fact]
    public async Task A_watch_that_ends_is_taken_up_where_it_ended()
    {
        _client.Put(Map("a", "1"));
        await StartAsync();
        _client.EndWatches<ConfigMap>();
        _client.Put(Map("a", "2"));
        await ToldAsync("->1", "1>2");
    }

    [Fact]
    public async Task A_version_that_is_too_old_leads_to_a_new_start_with_the_differences_told()
    {
        _client.Put(Map("a", "1"));
        _client.Put(Map("b", "1"));
        await StartAsync();
        _client.EndWatches<ConfigMap>(StatusErrors.Expired("too old resource version: 1 (9)"));
        _client.Remove<ConfigMap>("default", "a");
        _client.Put(Map("b", "2"));
        _client.Put(Map("c", "1"));
        _client.Compact<ConfigMap>();
        await Eventually.TrueAsync(() => _informer.Get("default", "c") is not null && _informer.Get("default", "a") is null, "the new start");
        Assert.Contains("1>-", Told());
        Assert.Contains("1>2", Told());
    }

    [Fact]
    public async Task An_object_deleted_and_made_anew_unseen_is_told_as_two_changes()
    {
        _client.Put(Map("a", "1"));
        await StartAsync();
        _client.EndWatches<ConfigMap>(StatusErrors.Expired("too old"));
        _client.Remove<ConfigMap>("default", "a");
        _client.Put(Map("a", "2"));
        await Eventually.TrueAsync(() => _informer.Get("default", "a")?.Data["v"] == "2", "the new object");
        await ToldAsync("->1", "1>-", "->2");
    }

    [Fact]
    public async Task Failures_are_tried_again_until_it_works()
    {
        var failures = 2;
        _client.React(request => request.Verb == "watch" && failures-- > 0 ? StatusErrors.ServiceUnavailable("not yet") : null);
        _client.Put(Map("a", "1"));
        await StartAsync();
        await ToldAsync("->1");
    }

    [Fact]
    public async Task An_index_files_objects_and_moves_them()
    {
        _client.Put(Map("a", "1", "x"));
        _client.Put(Map("b", "1", "x"));
        await StartAsync();
        Assert.Equal(2, _informer.ByIndex("owner", "x").Count);
        _client.Put(Map("b", "1", "y"));
        await Eventually.TrueAsync(() => _informer.ByIndex("owner", "y").Count == 1, "b under y");
        Assert.Equal("a", _informer.ByIndex("owner", "x").Single().Metadata.Name);
        Assert.Throws<ArgumentException>(() => _informer.ByIndex("nope", "x"));
    }

    [Fact]
    public async Task A_late_handler_is_told_of_all_first_and_one_that_throws_stops_nobody()
    {
        _informer.AddHandler((_, _) => throw new InvalidOperationException("broken handler"));
        _client.Put(Map("a", "1"));
        await StartAsync();
        var late = new List<string>();
        _informer.AddHandler((before, after) => late.Add($"{before?.Metadata.Name}>{after?.Metadata.Name}"));
        Assert.Equal([">a"], late);
        _client.Put(Map("a", "2"));
        await ToldAsync("->1", "1>2");
    }

    [Fact]
    public async Task A_snapshot_does_not_change_while_it_is_read()
    {
        _client.Put(Map("a", "1"));
        await StartAsync();
        var snapshot = _informer.List();
        _client.Put(Map("b", "1"));
        await Eventually.TrueAsync(() => _informer.List().Count == 2, "two objects");
        Assert.Single(snapshot);
    }

    [Fact]
    public async Task The_factory_shares_informers_and_starts_late_ones()
    {
        var factory = new InformerFactory(_client, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var run = factory.RunAsync(_stop.Token);
        Assert.Same(factory.For<ConfigMap>(), factory.For<ConfigMap>());
        _client.Put(Map("a", "1"));
        await factory.WaitForSyncAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        await Eventually.TrueAsync(() => factory.For<ConfigMap>().List().Count == 1, "the object");
        await _stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static ConfigMap Map(string name, string value, string? owner = null) => ConfigMap.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "default", Name = name, Labels = owner is null ? default : ApiMap.Of("owner", owner) },
        Data = ApiMap.Of("v", value),
    };

    private async Task StartAsync()
    {
        _run = _informer.RunAsync(_stop.Token);
        await _informer.WaitForSyncAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private List<string> Told()
    {
        lock (_told)
        {
            return [.. _told];
        }
    }

    private async Task ToldAsync(params string[] expected)
    {
        await Eventually.TrueAsync(() => Told().Count >= expected.Length, string.Join(", ", expected));
        Assert.Equal(expected, Told());
    }
}

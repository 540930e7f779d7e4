using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Network.Nftables;
using Tiphys.Network.Services;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Services;

public sealed class ServiceProxyTests : IAsyncLifetime
{
    private readonly ServiceLab _lab = new();
    private readonly FakeInformers _informers = new();
    private readonly CancellationTokenSource _stop = new();
    private ServiceProxy _proxy = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        await _lab.WithPodsAsync("client", "a", "b");
        _proxy = new ServiceProxy(_informers, _lab.Options, TimeProvider.System, NullLogger<ServiceProxy>.Instance);
        _running = _proxy.RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.False(_running.IsFaulted);
        _stop.Dispose();
        _lab.Dispose();
    }

    [Fact]
    public async Task Services_follow_the_api_objects()
    {
        _informers.Set(ApiObjects.Service("web"));
        _informers.Set(ApiObjects.Slice("web", "web-1", ApiObjects.Endpoint(_lab.Pod["a"].IP.ToString())));
        _informers.Synced.SetResult();
        await _proxy.FirstSync.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.StartsWith("a ", await AskAsync());

        _informers.Set(ApiObjects.Slice("web", "web-1"));
        _informers.Set(ApiObjects.Slice("web", "web-2", ApiObjects.Endpoint(_lab.Pod["b"].IP.ToString())));
        await Eventually.TrueAsync(() => Slot() == _lab.Pod["b"].IP.ToString());
        Assert.StartsWith("b ", await AskAsync());

        _informers.Remove<EndpointSlice>("default", "web-2");
        await Eventually.TrueAsync(() => Slot() is null);
        Assert.Equal("refused", await Peers.FailTcpAsync(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8000));

        _informers.Remove<Service>("default", "web");
        await Eventually.TrueAsync(() => Elements("frontends").Count == 0);
    }

    [Fact]
    public async Task Nothing_is_written_before_the_informers_hold_everything()
    {
        _informers.Set(ApiObjects.Service("web"));
        using var nft = new NftSocket(_lab.Lab.Node);
        Assert.DoesNotContain("tiphys-t1-services", nft.ListTables());
        Assert.False(_proxy.FirstSync.IsCompleted);
        _informers.Synced.SetResult();
        await _proxy.FirstSync.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("tiphys-t1-services", nft.ListTables());
    }

    private Task<string> AskAsync() => Peers.AskTcpAsync(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8000);

    private string? Slot() => Elements("slots") is [var only] ? new System.Net.IPAddress(only.Data.Span[..4]).ToString() : null;

    private List<NftElement> Elements(string set)
    {
        using var nft = new NftSocket(_lab.Lab.Node);
        return nft.ListElements("tiphys-t1-services", set) ?? [];
    }
}

using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Network.Dns;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Dns;

public sealed class ClusterDnsTests : IAsyncLifetime
{
    private static readonly IPEndPoint Server = new(Lab.NodeIP, 53);
    private readonly Lab _lab = new();
    private readonly FakeInformers _informers = new();
    private readonly CancellationTokenSource _stop = new();
    private ClusterDns _dns = null!;
    private Task _running = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        DnsServerOptions options = DnsFixture.Options with { Listen = [Server], NodeNamespace = _lab.Node };
        _dns = new ClusterDns(_informers, options, TimeProvider.System, NullLoggerFactory.Instance);
        _running = _dns.RunAsync(_stop.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _lab.Dispose();
    }

    [Fact]
    public async Task Names_follow_the_api_objects()
    {
        _informers.Set(new Namespace { Metadata = new ObjectMeta { Name = "default" } });
        _informers.Set(ApiObjects.Service("web"));
        _informers.Set(ApiObjects.Service("db", "None"));
        _informers.Set(ApiObjects.Slice("db", "db-1", ApiObjects.Endpoint("10.244.0.5", hostname: "db-0"), ApiObjects.Endpoint("10.244.0.6", ready: false)));
        _informers.Synced.SetResult();
        await _dns.Serving.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.EndsWith("A 10.98.0.10", (await AskAsync("web.default.svc.cluster.local")).Only);
        Assert.EndsWith("A 10.244.0.5", (await AskAsync("db.default.svc.cluster.local")).Only);
        Assert.EndsWith("A 10.244.0.5", (await AskAsync("db-0.db.default.svc.cluster.local")).Only);
        Assert.EndsWith("SRV 0 100 80 db-0.db.default.svc.cluster.local", (await AskAsync("_http._tcp.db.default.svc.cluster.local", DnsClient.Srv)).Only);
        Assert.Equal(0, (await AskAsync("default.svc.cluster.local")).Code);

        Service external = ApiObjects.Service("web", "");
        _informers.Set(external with { Spec = external.Spec with { Type = ServiceType.ExternalName, ExternalName = "db.default.svc.cluster.local" } });
        _informers.Set(ApiObjects.Slice("db", "db-1", ApiObjects.Endpoint("10.244.0.9")));
        await UntilAsync(async () => (await AskAsync("web.default.svc.cluster.local")).Answers is [_, var address] && address.EndsWith("A 10.244.0.9", StringComparison.Ordinal));

        _informers.Remove<Service>("default", "web");
        _informers.Remove<Namespace>(null, "default");
        await UntilAsync(async () => (await AskAsync("web.default.svc.cluster.local")).Code == 3 && (await AskAsync("default.svc.cluster.local")).Code == 3);
    }

    [Fact]
    public async Task Taken_port_fails_the_component_and_says_so()
    {
        using IDisposable other = Peers.ServeUdp(_lab.Node, Lab.NodeIP, 53, "other");
        _informers.Synced.SetResult();
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => _dns.Serving.WaitAsync(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => _running);
    }

    private Task<DnsReply> AskAsync(string name, int type = DnsClient.A) => DnsClient.AskUdpAsync(_lab.Outside, Server, DnsClient.Query(name, type));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}

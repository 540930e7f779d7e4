using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Network.Dns;
using Tiphys.Network.Pods;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Dns;

public sealed class DnsServerTests : IAsyncLifetime
{
    private static readonly IPAddress DnsIP = IPAddress.Parse("10.96.0.10");
    private static readonly IPEndPoint Server = new(DnsIP, 53);
    private static readonly IPEndPoint UpstreamEndPoint = new(Lab.OutsideIP, 53);
    private readonly Lab _lab = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly DnsRecordStore _records = DnsFixture.Records();
    private TestPod _pod = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync(_lab.Options() with { NodeServiceAddresses = [DnsIP] });
        _pod = await _lab.AddPodAsync(network, "client");
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
    public async Task Pod_asks_the_cluster_dns_address_over_udp_and_tcp()
    {
        Start();
        byte[] query = DnsClient.Query("kubernetes.default.svc.cluster.local", DnsClient.A, 1232);
        const string expected = "kubernetes.default.svc.cluster.local 5 A 10.96.0.1";
        Assert.Equal(expected, (await DnsClient.AskUdpAsync(_pod.Namespace, Server, query)).Only);
        Assert.Equal(expected, (await DnsClient.AskUdpAsync(_lab.Node, Server, query)).Only);
        Assert.Equal(expected, (await DnsClient.AskTcpAsync(_pod.Namespace, Server, query, query)).Only);
    }

    [Fact]
    public async Task Other_names_are_forwarded_and_kept_for_their_ttl()
    {
        using var upstream = new FakeUpstream(_lab.Outside, UpstreamEndPoint, (name, _) => name == "example.com" ? [(IPAddress.Parse("192.0.2.1"), 300)] : null);
        Start();
        byte[] query = DnsClient.Query("ExAmple.com", DnsClient.A, 1232, id: 99);
        for (int i = 0; i < 3; i++)
        {
            DnsReply reply = await DnsClient.AskUdpAsync(_pod.Namespace, Server, query);
            Assert.Equal("ExAmple.com", reply.Question);
            Assert.Matches("^ExAmple.com (30|[12]?[0-9]) A 192.0.2.1$", reply.Only);
            Assert.False(reply.Authoritative);
        }

        Assert.Equal(1, upstream.Questions);
        Assert.Equal(3, (await DnsClient.AskUdpAsync(_pod.Namespace, Server, DnsClient.Query("missing.example.com", DnsClient.A))).Code);
    }

    [Fact]
    public async Task External_name_answers_alias_and_addresses_in_one_reply()
    {
        using var upstream = new FakeUpstream(_lab.Outside, UpstreamEndPoint, (name, _) => name == "www.example.com" ? [(IPAddress.Parse("192.0.2.80"), 20)] : null);
        Start();
        for (int i = 0; i < 2; i++)
        {
            DnsReply reply = await DnsClient.AskUdpAsync(_pod.Namespace, Server, DnsClient.Query("elsewhere.default.svc.cluster.local", DnsClient.A));
            Assert.Equal("elsewhere.default.svc.cluster.local 5 CNAME www.example.com", reply.Answers[0]);
            Assert.Matches("^www.example.com (20|1?[0-9]) A 192.0.2.80$", reply.Answers[1]);
        }
    }

    [Fact]
    public async Task Truncated_upstream_answer_is_fetched_over_tcp()
    {
        (IPAddress, uint)[] many = [.. Enumerable.Range(0, 50).Select(i => (new IPAddress([192, 0, 2, (byte)i]), 60u))];
        using var upstream = new FakeUpstream(_lab.Outside, UpstreamEndPoint, (_, _) => many) { TruncateUdp = true };
        Start();
        byte[] query = DnsClient.Query("big.example.com", DnsClient.A);
        DnsReply small = await DnsClient.AskUdpAsync(_pod.Namespace, Server, query);
        Assert.Equal((true, 0), (small.Truncated, small.Answers.Count));
        Assert.Equal(50, (await DnsClient.AskTcpAsync(_pod.Namespace, Server, query)).Answers.Count);
    }

    [Fact]
    public async Task Silent_upstream_is_passed_over_and_none_at_all_is_servfail()
    {
        using var upstream = new FakeUpstream(_lab.Outside, UpstreamEndPoint, (_, _) => [(IPAddress.Parse("192.0.2.1"), 60)]);
        Start(new IPEndPoint(Lab.OutsideIP, 5353), new IPEndPoint(IPAddress.Parse("10.77.0.99"), 53), UpstreamEndPoint);
        Assert.Single((await DnsClient.AskUdpAsync(_pod.Namespace, Server, DnsClient.Query("a.example.com", DnsClient.A))).Answers);
    }

    [Fact]
    public async Task Without_upstream_servers_the_answer_is_servfail()
    {
        Start([]);
        Assert.Equal(2, (await DnsClient.AskUdpAsync(_pod.Namespace, Server, DnsClient.Query("example.com", DnsClient.A))).Code);
    }

    [Fact]
    public async Task Equal_questions_at_the_same_time_are_asked_once()
    {
        using var gate = new ManualResetEventSlim();
        using var upstream = new FakeUpstream(_lab.Outside, UpstreamEndPoint, (_, _) =>
        {
            gate.Wait(TimeSpan.FromSeconds(10));
            return [(IPAddress.Parse("192.0.2.1"), 60)];
        });
        Start();
        Task<DnsReply>[] replies = [.. Enumerable.Range(0, 20).Select(i =>
            DnsClient.AskUdpAsync(_pod.Namespace, Server, DnsClient.Query("once.example.com", DnsClient.A, id: (ushort)i)))];
        await Eventually.TrueAsync(() => upstream.Questions == 1);
        gate.Set();
        Assert.All(await Task.WhenAll(replies), r => Assert.Single(r.Answers));
        Assert.Equal(1, upstream.Questions);
    }

    [Fact]
    public async Task Changed_resolv_conf_is_read_again()
    {
        using var upstream = new FakeUpstream(_lab.Outside, UpstreamEndPoint, (_, _) => [(IPAddress.Parse("192.0.2.1"), 60)]);
        string file = Path.Combine(_lab.Directory, "resolv.conf");
        File.WriteAllText(file, "# none\nsearch example.com\n");
        var time = new ManualTime();
        var servers = new UpstreamServers(Options() with { Upstreams = null, ResolvConf = file }, time);
        Assert.Empty(servers.Current);
        File.WriteAllText(file, $"nameserver {DnsIP}\nnameserver\t{Lab.OutsideIP} \n");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(1));
        Assert.Empty(servers.Current);
        time.Advance(TimeSpan.FromSeconds(6));
        // Its own address is left out.
        Assert.Equal([UpstreamEndPoint], servers.Current);
    }

    private DnsServerOptions Options(params IPEndPoint[] upstreams) => DnsFixture.Options with
    {
        NodeNamespace = _lab.Node,
        UpstreamNamespace = _lab.Node,
        Upstreams = upstreams,
        // Only where a server is silent on purpose is the wait short: a slow machine must not look like a silent server.
        UpstreamTimeout = TimeSpan.FromSeconds(upstreams.Length > 1 ? 1 : 30),
    };

    private void Start() => Start(UpstreamEndPoint);

    private void Start(params IPEndPoint[] upstreams)
    {
        DnsServer server = _lab.Own(new DnsServer(_records, Options(upstreams), TimeProvider.System, NullLogger<DnsServer>.Instance));
        _running = server.RunAsync(_stop.Token);
    }
}

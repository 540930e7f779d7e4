using System.Net;
using Tiphys.Network.Dns;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Dns;

public sealed class ClusterZoneTests
{
    private readonly DnsRecordStore _records = DnsFixture.Records();
    private readonly DnsResponder _responder;

    public ClusterZoneTests() => _responder = new DnsResponder(_records, DnsFixture.Options, TimeProvider.System);

    [Theory]
    [InlineData("kubernetes.default.svc.cluster.local", DnsClient.A, "A 10.96.0.1")]
    [InlineData("KuberneteS.Default.svc.CLUSTER.local.", DnsClient.A, "A 10.96.0.1")]
    [InlineData("dual.default.svc.cluster.local", DnsClient.Aaaa, "AAAA fd00::7")]
    [InlineData("db-0.db.default.svc.cluster.local", DnsClient.A, "A 10.244.0.5")]
    [InlineData("10-244-0-7.db.default.svc.cluster.local", DnsClient.A, "A 10.244.0.7")]
    [InlineData("1-2-3-4.default.pod.cluster.local", DnsClient.A, "A 1.2.3.4")]
    [InlineData("fd00--9.default.pod.cluster.local", DnsClient.Aaaa, "AAAA fd00::9")]
    [InlineData("dns-version.cluster.local", DnsClient.Txt, "TXT 1.1.0")]
    [InlineData("elsewhere.default.svc.cluster.local", DnsClient.Cname, "CNAME www.example.com")]
    [InlineData("1.0.96.10.in-addr.arpa", DnsClient.Ptr, "PTR kubernetes.default.svc.cluster.local")]
    [InlineData("5.0.244.10.in-addr.arpa", DnsClient.Ptr, "PTR db-0.db.default.svc.cluster.local")]
    [InlineData("7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa", DnsClient.Ptr, "PTR dual.default.svc.cluster.local")]
    [InlineData("cluster.local", DnsClient.Soa, "SOA ns.dns.cluster.local hostmaster.cluster.local")]
    [InlineData("ns.dns.cluster.local", DnsClient.A, "A 10.96.0.10")]
    [InlineData("_https._tcp.kubernetes.default.svc.cluster.local", DnsClient.Srv, "SRV 0 100 443 kubernetes.default.svc.cluster.local")]
    public void Name_with_one_record_answers_it(string name, int type, string expected)
    {
        DnsReply reply = Ask(name, type);
        Assert.Equal((0, true), (reply.Code, reply.Authoritative));
        Assert.Equal($"{name.TrimEnd('.')} 5 {expected}", reply.Only);
        Assert.Equal(name.TrimEnd('.'), reply.Question);
    }

    [Theory]
    [InlineData("kubernetes.default.svc.cluster.local", DnsClient.Aaaa)]
    [InlineData("kubernetes.default.svc.cluster.local", 15)]
    [InlineData("idle.default.svc.cluster.local", DnsClient.A)]
    [InlineData("_tcp.kubernetes.default.svc.cluster.local", DnsClient.A)]
    [InlineData("default.svc.cluster.local", DnsClient.A)]
    [InlineData("empty.svc.cluster.local", DnsClient.A)]
    [InlineData("svc.cluster.local", DnsClient.A)]
    [InlineData("empty.pod.cluster.local", DnsClient.A)]
    [InlineData("1-2-3-4.default.pod.cluster.local", DnsClient.Aaaa)]
    [InlineData("cluster.local", DnsClient.A)]
    [InlineData("dns.cluster.local", DnsClient.A)]
    [InlineData("1.0.96.10.in-addr.arpa", DnsClient.A)]
    [InlineData("_https._tcp.kubernetes.default.svc.cluster.local", DnsClient.A)]
    public void Name_without_the_type_answers_empty_with_soa(string name, int type)
    {
        DnsReply reply = Ask(name, type);
        Assert.Equal(0, reply.Code);
        Assert.Empty(reply.Answers);
        Assert.Contains(" SOA ", Assert.Single(reply.Authority), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.default.svc.cluster.local")]
    [InlineData("kubernetes.missing.svc.cluster.local")]
    [InlineData("missing.svc.cluster.local")]
    [InlineData("db-9.db.default.svc.cluster.local")]
    [InlineData("_http._tcp.kubernetes.default.svc.cluster.local")]
    [InlineData("_https._udp.kubernetes.default.svc.cluster.local")]
    [InlineData("_udp.kubernetes.default.svc.cluster.local")]
    [InlineData("a.b.c.kubernetes.default.svc.cluster.local")]
    [InlineData("1-2-3.default.pod.cluster.local")]
    [InlineData("1-2-3-999.default.pod.cluster.local")]
    [InlineData("1-2-3-4.missing.pod.cluster.local")]
    [InlineData("other.cluster.local")]
    [InlineData("9.9.96.10.in-addr.arpa")]
    [InlineData("kubernetes.default.svc.cluster.local.default.svc.cluster.local")]
    public void Unknown_name_is_nxdomain_with_soa(string name)
    {
        DnsReply reply = Ask(name, DnsClient.A);
        Assert.Equal(3, reply.Code);
        Assert.Empty(reply.Answers);
        Assert.Contains(" SOA ", Assert.Single(reply.Authority), StringComparison.Ordinal);
    }

    [Fact]
    public void Headless_service_answers_all_endpoints_each_first_in_turn()
    {
        var first = new HashSet<string>();
        for (int i = 0; i < 6; i++)
        {
            DnsReply reply = Ask("db.default.svc.cluster.local", DnsClient.A);
            Assert.Equal(["10.244.0.5", "10.244.0.6", "10.244.0.7"], reply.Answers.Select(a => a.Split(' ')[^1]).Order());
            first.Add(reply.Answers[0]);
        }

        Assert.Equal(3, first.Count);
    }

    [Fact]
    public void Srv_of_a_headless_service_names_each_endpoint_with_its_port_and_adds_addresses()
    {
        DnsReply reply = Ask("_peer._tcp.db.default.svc.cluster.local", DnsClient.Srv);
        Assert.Equal(
            [
                "SRV 0 33 2380 10-244-0-7.db.default.svc.cluster.local",
                "SRV 0 33 2380 db-0.db.default.svc.cluster.local",
                "SRV 0 33 9999 db-1.db.default.svc.cluster.local",
            ],
            reply.Answers.Select(a => a[a.IndexOf("SRV", StringComparison.Ordinal)..]).Order());
        Assert.Contains("db-1.db.default.svc.cluster.local 5 A 10.244.0.6", reply.Additional);
    }

    [Fact]
    public void Alias_inside_the_zone_is_followed_and_a_loop_ends_in_servfail()
    {
        DnsReply reply = Ask("alias.default.svc.cluster.local", DnsClient.A);
        Assert.Equal(
            ["alias.default.svc.cluster.local 5 CNAME kubernetes.default.svc.cluster.local", "kubernetes.default.svc.cluster.local 5 A 10.96.0.1"],
            reply.Answers);
        Assert.Equal(2, Ask("loop.default.svc.cluster.local", DnsClient.A).Code);
    }

    [Fact]
    public void Removed_service_takes_its_names_and_pointers_along()
    {
        _records.RemoveService("default", "db");
        _records.RemoveService("default", "db");
        Assert.Equal(3, Ask("db.default.svc.cluster.local", DnsClient.A).Code);
        Assert.Equal(3, Ask("5.0.244.10.in-addr.arpa", DnsClient.Ptr).Code);
        Assert.Equal(0, Ask("1.0.96.10.in-addr.arpa", DnsClient.Ptr).Code);
    }

    [Fact]
    public void Answer_that_does_not_fit_is_truncated_over_udp_but_not_over_tcp()
    {
        _records.SetService(new DnsService("default", "big", [], null, [],
            [.. Enumerable.Range(0, 60).Select(i => new DnsEndpoint { IP = new IPAddress([10, 244, 1, (byte)i]) })]));
        byte[] classic = DnsClient.Query("big.default.svc.cluster.local", DnsClient.A);
        byte[] edns = DnsClient.Query("big.default.svc.cluster.local", DnsClient.A, 4096);

        Assert.Equal((true, 0), (Answer(classic, tcp: false).Truncated, Answer(classic, tcp: false).Answers.Count));
        Assert.Equal((false, 60), (Answer(edns, tcp: false).Truncated, Answer(edns, tcp: false).Answers.Count));
        Assert.Equal(60, Answer(classic, tcp: true).Answers.Count);
    }

    [Fact]
    public void Answer_about_a_service_allocates_nothing()
    {
        byte[] query = DnsClient.Query("kubernetes.default.svc.cluster.local", DnsClient.A, 1232);
        byte[] missing = DnsClient.Query("kubernetes.default.svc.cluster.local.default.svc.cluster.local", DnsClient.A);
        byte[] response = new byte[1232];
        for (int i = 0; i < 200; i++)
        {
            _responder.TryAnswer(query, response, tcp: false);
            _responder.TryAnswer(missing, response, tcp: false);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            _responder.TryAnswer(query, response, tcp: false);
            _responder.TryAnswer(missing, response, tcp: false);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    private DnsReply Ask(string name, int type) => Answer(DnsClient.Query(name, type, 1232), tcp: false);

    private DnsReply Answer(byte[] query, bool tcp)
    {
        byte[] response = new byte[tcp ? 65535 : 1232];
        int length = _responder.TryAnswer(query, response, tcp);
        Assert.True(length > 0);
        return DnsClient.Decode(response[..length]);
    }
}

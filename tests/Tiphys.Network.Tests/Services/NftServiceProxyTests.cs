using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tiphys.Network.Nftables;
using Tiphys.Network.Services;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Services;

public sealed class NftServiceProxyTests : IDisposable
{
    private readonly ServiceLab _lab = new();

    private Lab Machine => _lab.Lab;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Cluster_ip_reaches_all_endpoints_from_a_pod_with_its_address()
    {
        await _lab.WithPodsAsync("client", "a", "b", "c");
        _lab.NewProxy().Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a"), _lab.Endpoint("b"), _lab.Endpoint("c"))));

        HashSet<string> answers = await AskUntilAsync("client", 3);
        Assert.Equal(new[] { "a", "b", "c" }.Select(n => $"{n} {_lab.Pod["client"].IP}"), answers.Order());
    }

    [Fact]
    public async Task Cluster_ip_answers_the_node_itself_and_outside_hosts_are_masqueraded()
    {
        await _lab.WithPodsAsync("a");
        _lab.NewProxy().Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a"))));

        Assert.StartsWith("a ", await Peers.AskTcpAsync(Machine.Node, ServiceLab.ClusterIP, 8000));
        Machine.Outside.Run(() =>
        {
            using var socket = new Network.Routing.RouteSocket();
            socket.SetRoute(new Network.Routing.Route { Destination = IPNetwork.Parse("10.98.0.0/16"), Gateway = Lab.NodeIP });
        });
        string answer = await Peers.AskTcpAsync(Machine.Outside, ServiceLab.ClusterIP, 8000);
        Assert.DoesNotContain(Lab.OutsideIP.ToString(), answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_reaches_itself_through_its_service()
    {
        await _lab.WithPodsAsync("a");
        _lab.NewProxy().Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a"))));
        string answer = await Peers.AskTcpAsync(_lab.Pod["a"].Namespace, ServiceLab.ClusterIP, 8000);
        Assert.StartsWith("a ", answer);
        Assert.NotEqual($"a {_lab.Pod["a"].IP}", answer);
    }

    [Fact]
    public async Task Node_port_answers_on_node_addresses_but_not_on_localhost()
    {
        await _lab.WithPodsAsync("a", "client");
        _lab.NewProxy().Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a")) with { NodePort = 30080 }));

        Assert.StartsWith("a ", await Peers.AskTcpAsync(Machine.Outside, Lab.NodeIP, 30080));
        Assert.StartsWith("a ", await Peers.AskTcpAsync(Machine.Node, Lab.NodeIP, 30080));
        Assert.StartsWith("a ", await Peers.AskTcpAsync(_lab.Pod["client"].Namespace, Lab.NodeIP, 30080));
        Assert.StartsWith("a ", await Peers.AskTcpAsync(_lab.Pod["client"].Namespace, _lab.Pods.Gateway, 30080));
        Assert.Equal("refused", await Peers.FailTcpAsync(Machine.Node, IPAddress.Loopback, 30080));
    }

    [Fact]
    public async Task Node_port_answers_on_localhost_when_asked_for()
    {
        await _lab.WithPodsAsync("a");
        _lab.NewProxy(_lab.Options with { NodePortsOnLocalhost = true })
            .Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a")) with { NodePort = 30080 }));
        Assert.StartsWith("a ", await Peers.AskTcpAsync(Machine.Node, IPAddress.Loopback, 30080));
    }

    [Fact]
    public async Task Node_port_is_limited_to_the_chosen_addresses()
    {
        await _lab.WithPodsAsync("a", "client");
        _lab.NewProxy(_lab.Options with { NodePortAddresses = [IPNetwork.Parse("10.77.0.0/24")] })
            .Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a")) with { NodePort = 30080 }));

        Assert.StartsWith("a ", await Peers.AskTcpAsync(Machine.Outside, Lab.NodeIP, 30080));
        Assert.Equal("refused", await Peers.FailTcpAsync(_lab.Pod["client"].Namespace, _lab.Pods.Gateway, 30080));
    }

    [Fact]
    public async Task External_and_load_balancer_addresses_answer_and_source_ranges_filter()
    {
        await _lab.WithPodsAsync("a");
        IPAddress external = IPAddress.Parse("10.77.0.50");
        IPAddress balancer = IPAddress.Parse("10.77.0.51");
        IPAddress closed = IPAddress.Parse("10.77.0.52");
        RouteTo(external, balancer, closed);
        ServicePort port = ServiceLab.Port(_lab.Endpoint("a"));
        _lab.NewProxy().Sync(ServiceLab.Map(
            ("open", port with { ExternalIPs = [external], LoadBalancerIPs = [balancer], LoadBalancerSourceRanges = [IPNetwork.Parse("10.77.0.0/24"), IPNetwork.Parse("10.77.0.0/28")] }, TransportProtocol.Tcp),
            ("closed", port with { ClusterIPs = [], LoadBalancerIPs = [closed], LoadBalancerSourceRanges = [IPNetwork.Parse("192.0.2.0/24")] }, TransportProtocol.Tcp)));

        Assert.StartsWith("a ", await Peers.AskTcpAsync(Machine.Outside, external, 8000));
        Assert.StartsWith("a ", await Peers.AskTcpAsync(Machine.Outside, balancer, 8000));
        Assert.Equal("timeout", await Peers.SilentTcpAsync(Machine.Outside, closed, 8000));
    }

    [Fact]
    public async Task Without_endpoints_connections_are_refused_at_once()
    {
        await _lab.WithPodsAsync("client");
        _lab.NewProxy().Sync(ServiceLab.Map(
            ("web", ServiceLab.Port() with { NodePort = 30080 }, TransportProtocol.Tcp),
            ("dns", ServiceLab.Port(), TransportProtocol.Udp)));

        Assert.Equal("refused", await Peers.FailTcpAsync(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8000));
        Assert.Equal("refused", await Peers.FailTcpAsync(Machine.Node, ServiceLab.ClusterIP, 8000));
        Assert.Equal("refused", await Peers.FailTcpAsync(Machine.Outside, Lab.NodeIP, 30080));
        Assert.Equal("refused", await Peers.FailTcpAsync(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8001));
        using Socket udp = Peers.UdpClient(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8000);
        SocketException e = await Assert.ThrowsAsync<SocketException>(() => Peers.AskUdpAsync(udp));
        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
    }

    [Fact]
    public async Task External_policy_local_keeps_the_source_and_drops_without_a_local_endpoint()
    {
        await _lab.WithPodsAsync("a", "b", "client");
        NftServiceProxy proxy = _lab.NewProxy();
        ServicePort port = ServiceLab.Port(_lab.Endpoint("a"), _lab.Endpoint("b", node: "node-2")) with { NodePort = 30080, ExternalPolicyLocal = true };
        proxy.Sync(ServiceLab.Map(port));

        for (int i = 0; i < 8; i++)
        {
            Assert.Equal($"a {Lab.OutsideIP}", await Peers.AskTcpAsync(Machine.Outside, Lab.NodeIP, 30080));
        }

        // Pods and the node itself count as inside: any endpoint may answer.
        Assert.Equal(2, (await AskUntilAsync("client", 2, Lab.NodeIP, 30080)).Count);

        proxy.Sync(ServiceLab.Map(port with { Endpoints = [_lab.Endpoint("b", node: "node-2")] }));
        Assert.Equal("timeout", await Peers.SilentTcpAsync(Machine.Outside, Lab.NodeIP, 30080));
        Assert.Equal($"b {_lab.Pod["client"].IP}", await Peers.AskTcpAsync(_lab.Pod["client"].Namespace, Lab.NodeIP, 30080));
        Assert.StartsWith("b ", await Peers.AskTcpAsync(Machine.Node, Lab.NodeIP, 30080));
    }

    [Fact]
    public async Task Internal_policy_local_uses_only_local_endpoints()
    {
        await _lab.WithPodsAsync("a", "b", "client");
        NftServiceProxy proxy = _lab.NewProxy();
        ServicePort port = ServiceLab.Port(_lab.Endpoint("a"), _lab.Endpoint("b", node: "node-2")) with { InternalPolicyLocal = true };
        proxy.Sync(ServiceLab.Map(port));
        for (int i = 0; i < 8; i++)
        {
            Assert.StartsWith("a ", await AskAsync("client"));
        }

        proxy.Sync(ServiceLab.Map(port with { Endpoints = [_lab.Endpoint("b", node: "node-2")] }));
        Assert.Equal("timeout", await Peers.SilentTcpAsync(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8000));
    }

    [Fact]
    public async Task Session_affinity_keeps_each_client_with_its_endpoint_until_that_is_gone()
    {
        await _lab.WithPodsAsync("a", "b", "c", "client", "other");
        NftServiceProxy proxy = _lab.NewProxy();
        ServicePort port = ServiceLab.Port(_lab.Endpoint("a"), _lab.Endpoint("b"), _lab.Endpoint("c")) with
        {
            NodePort = 30080,
            Affinity = TimeSpan.FromHours(3),
        };
        proxy.Sync(ServiceLab.Map(port));

        string first = NameOf(await AskAsync("client"));
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(first, NameOf(await AskAsync("client")));
            Assert.Equal(first, NameOf(await Peers.AskTcpAsync(_lab.Pod["client"].Namespace, Lab.NodeIP, 30080)));
        }

        // A restarted proxy writes its table anew and keeps the affinity.
        NftServiceProxy restarted = _lab.NewProxy();
        restarted.Sync(ServiceLab.Map(port));
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(first, NameOf(await AskAsync("client")));
        }

        restarted.Sync(ServiceLab.Map(port with { Endpoints = [.. port.Endpoints.Where(e => !e.IP.Equals(_lab.Pod[first].IP))] }));
        string second = NameOf(await AskAsync("client"));
        Assert.NotEqual(first, second);
        Assert.Equal(second, NameOf(await AskAsync("client")));
    }

    [Fact]
    public async Task Affinity_ends_after_its_timeout()
    {
        await _lab.WithPodsAsync("a", "b", "client");
        _lab.NewProxy().Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a"), _lab.Endpoint("b")) with { Affinity = TimeSpan.FromSeconds(3) }));
        await AskAsync("client");
        using var nft = new NftSocket(Machine.Node);
        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(nft.ListElements("tiphys-t1-services", "affinity")!).Timeout);
        await Eventually.TrueAsync(() => nft.ListElements("tiphys-t1-services", "affinity")!.Count == 0);
    }

    [Fact]
    public async Task Udp_client_moves_on_when_its_endpoint_vanishes_or_the_first_appears()
    {
        await _lab.WithPodsAsync("a", "b", "client");
        NftServiceProxy proxy = _lab.NewProxy();
        ServicePort port = ServiceLab.Port(_lab.Endpoint("a", 53)) with { NodePort = 30053 };
        proxy.Sync(ServiceLab.Map(port, TransportProtocol.Udp));
        using Socket inside = Peers.UdpClient(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8000);
        using Socket outside = Peers.UdpClient(Machine.Outside, Lab.NodeIP, 30053);
        Assert.StartsWith("a ", await Peers.AskUdpAsync(inside));
        Assert.StartsWith("a ", await Peers.AskUdpAsync(outside));

        proxy.Sync(ServiceLab.Map(port with { Endpoints = [_lab.Endpoint("b", 53)] }, TransportProtocol.Udp));
        Assert.StartsWith("b ", await Peers.AskUdpAsync(inside));
        Assert.StartsWith("b ", await Peers.AskUdpAsync(outside));
    }

    [Fact]
    public async Task Terminating_endpoints_serve_when_no_other_is_left()
    {
        await _lab.WithPodsAsync("a", "b", "client");
        ServiceEndpoint going = _lab.Endpoint("a") with { Ready = false, Terminating = true };
        NftServiceProxy proxy = _lab.NewProxy();
        proxy.Sync(ServiceLab.Map(ServiceLab.Port(going, _lab.Endpoint("b"))));
        for (int i = 0; i < 8; i++)
        {
            Assert.StartsWith("b ", await AskAsync("client"));
        }

        proxy.Sync(ServiceLab.Map(ServiceLab.Port(going, _lab.Endpoint("b") with { Ready = false, Serving = false })));
        Assert.StartsWith("a ", await AskAsync("client"));
    }

    [Fact]
    public async Task Change_of_endpoints_moves_new_connections_at_once()
    {
        await _lab.WithPodsAsync("a", "b", "client");
        NftServiceProxy proxy = _lab.NewProxy();
        proxy.Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a"))));
        Assert.StartsWith("a ", await AskAsync("client"));
        proxy.Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("b"))));
        Assert.StartsWith("b ", await AskAsync("client"));
        proxy.Sync(ServiceMap.Empty);
        Assert.NotEqual("connected", (await Peers.SilentTcpAsync(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8000)).Split(':')[0]);
    }

    [Fact]
    public async Task Drift_is_found_and_repaired()
    {
        await _lab.WithPodsAsync("a", "client");
        NftServiceProxy proxy = _lab.NewProxy();
        proxy.Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a"))));
        Assert.False(proxy.Verify());

        using var nft = new NftSocket(Machine.Node);
        var intrusion = new NftBatch("tiphys-t1-services");
        intrusion.DeleteElements("frontends", [new NftElement(NftKeys.Frontend(ServiceLab.ClusterIP, TransportProtocol.Tcp, 8000))]);
        nft.Commit(intrusion);
        Assert.Equal("refused", await Peers.FailTcpAsync(_lab.Pod["client"].Namespace, ServiceLab.ClusterIP, 8000));

        Assert.True(proxy.Verify());
        Assert.False(proxy.Verify());
        Assert.StartsWith("a ", await AskAsync("client"));

        nft.DeleteTable("tiphys-t1-services");
        Assert.True(proxy.Verify());
        Assert.StartsWith("a ", await AskAsync("client"));

        // Changes elsewhere are no drift.
        var other = new NftBatch("someone-else");
        other.AddTable();
        nft.Commit(other);
        Assert.False(proxy.Verify());
    }

    [Fact]
    public async Task Frontend_claimed_twice_goes_to_the_first_by_name_and_then_to_the_other()
    {
        await _lab.WithPodsAsync("a", "b", "client");
        NftServiceProxy proxy = _lab.NewProxy();
        ServicePort first = ServiceLab.Port(_lab.Endpoint("a"));
        ServicePort second = ServiceLab.Port(_lab.Endpoint("b"));
        proxy.Sync(ServiceLab.Map(("second", second, TransportProtocol.Tcp)));
        proxy.Sync(ServiceLab.Map(("first", first, TransportProtocol.Tcp), ("second", second, TransportProtocol.Tcp)));
        Assert.StartsWith("a ", await AskAsync("client"));
        Assert.False(proxy.Verify());
        proxy.Sync(ServiceLab.Map(("second", second, TransportProtocol.Tcp)));
        Assert.StartsWith("b ", await AskAsync("client"));
    }

    [Fact]
    public async Task Address_that_the_node_serves_itself_is_left_alone()
    {
        await _lab.WithPodsAsync("client");
        using IDisposable server = Peers.ServeTcp(Machine.Node, IPAddress.Any, 8000, "node");
        using (var node = new Network.Routing.RouteSocket(Machine.Node))
        {
            node.AddAddress(node.RequireLink("tpt1br").Index, ServiceLab.ClusterIP, 32);
        }

        _lab.NewProxy(_lab.Options with { NodeServiceAddresses = [ServiceLab.ClusterIP] }).Sync(ServiceLab.Map(ServiceLab.Port()));
        Assert.StartsWith("node ", await AskAsync("client"));
    }

    [Fact]
    public async Task Destroy_deletes_the_table_and_only_that()
    {
        await _lab.WithPodsAsync("a");
        _lab.NewProxy().Sync(ServiceLab.Map(ServiceLab.Port(_lab.Endpoint("a"))));
        using var nft = new NftSocket(Machine.Node);
        Assert.Equal(["tiphys-t1-pods", "tiphys-t1-services"], nft.ListTables().Order());
        NftServiceProxy.Destroy(_lab.Options);
        NftServiceProxy.Destroy(_lab.Options);
        Assert.Equal(["tiphys-t1-pods"], nft.ListTables());
    }

    [Fact]
    public async Task Nft_program_can_list_what_the_proxy_wrote()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/nft"), "the nft program is not installed");
        await _lab.WithPodsAsync("a");
        ServicePort port = ServiceLab.Port(_lab.Endpoint("a")) with { NodePort = 30080, ExternalPolicyLocal = true };
        _lab.NewProxy(_lab.Options with { NodePortsOnLocalhost = true }).Sync(ServiceLab.Map(
            ("plain", port, TransportProtocol.Udp),
            ("sticky", port with { Affinity = TimeSpan.FromSeconds(99) }, TransportProtocol.Tcp)));

        (int code, string output) = Machine.Node.Run(() =>
        {
            using var nft = Process.Start(new ProcessStartInfo("/usr/sbin/nft", "list ruleset") { RedirectStandardOutput = true })!;
            string text = nft.StandardOutput.ReadToEnd();
            nft.WaitForExit();
            return (nft.ExitCode, text);
        });
        Assert.Equal(0, code);
        Assert.Contains("map @slots", output, StringComparison.Ordinal);
        Assert.Contains("update @affinity", output, StringComparison.Ordinal);
    }

    private static string NameOf(string answer) => answer.Split(' ')[0];

    private Task<string> AskAsync(string pod) => Peers.AskTcpAsync(_lab.Pod[pod].Namespace, ServiceLab.ClusterIP, 8000);

    // Random balancing reaches every endpoint sooner or later; 200 tries miss one of three with a chance of 1e-35.
    private async Task<HashSet<string>> AskUntilAsync(string pod, int answers, IPAddress? address = null, int port = 8000)
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < 200 && seen.Count < answers; i++)
        {
            seen.Add(await Peers.AskTcpAsync(_lab.Pod[pod].Namespace, address ?? ServiceLab.ClusterIP, port));
        }

        return seen;
    }

    private void RouteTo(params IPAddress[] addresses)
    {
        using var outside = new Network.Routing.RouteSocket(Machine.Outside);
        foreach (IPAddress address in addresses)
        {
            outside.SetRoute(new Network.Routing.Route { Destination = new IPNetwork(address, 32), Gateway = Lab.NodeIP });
        }
    }
}

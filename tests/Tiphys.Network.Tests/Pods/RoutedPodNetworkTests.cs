using System.Diagnostics;
using System.Net;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Nftables;
using Tiphys.Network.Pods;
using Tiphys.Network.Routing;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Pods;

public sealed class RoutedPodNetworkTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Pods_reach_each_other_with_their_own_addresses()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        TestPod a = await _lab.AddPodAsync(network, "a");
        TestPod b = await _lab.AddPodAsync(network, "b");
        using IDisposable tcp = Peers.ServeTcp(b.Namespace, IPAddress.Any, 80, "b");
        using IDisposable udp = Peers.ServeUdp(b.Namespace, IPAddress.Any, 53, "b");

        Assert.Equal($"b {a.IP}", await Peers.AskTcpAsync(a.Namespace, b.IP, 80));
        Assert.Equal($"b {a.IP}", await Peers.AskUdpAsync(a.Namespace, b.IP, 53));
        Assert.Equal($"b {network.Gateway}", await Peers.AskTcpAsync(_lab.Node, b.IP, 80));
        Assert.NotEqual(a.IP, b.IP);
    }

    [Fact]
    public async Task First_datagram_of_a_new_pod_is_not_lost()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        using IDisposable server = Peers.ServeUdp(_lab.Node, network.Gateway, 53, "node");
        for (int i = 0; i < 30; i++)
        {
            TestPod pod = await _lab.AddPodAsync(network, "p" + i);
            Assert.Equal($"node {pod.IP}", await Peers.AskUdpAsync(pod.Namespace, network.Gateway, 53));
        }
    }

    [Fact]
    public async Task Pod_reaches_itself_on_loopback_and_on_its_own_address()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        TestPod a = await _lab.AddPodAsync(network, "a");
        using IDisposable server = Peers.ServeTcp(a.Namespace, IPAddress.Any, 80, "a");

        Assert.Equal("a 127.0.0.1", await Peers.AskTcpAsync(a.Namespace, IPAddress.Loopback, 80));
        Assert.Equal($"a {a.IP}", await Peers.AskTcpAsync(a.Namespace, a.IP, 80));
    }

    [Fact]
    public async Task Outside_sees_the_node_behind_a_pod()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        TestPod a = await _lab.AddPodAsync(network, "a");
        using IDisposable server = Peers.ServeTcp(_lab.Outside, IPAddress.Any, 80, "outside");

        Assert.Equal($"outside {Lab.NodeIP}", await Peers.AskTcpAsync(a.Namespace, Lab.OutsideIP, 80));
    }

    [Fact]
    public async Task Non_masquerade_network_sees_the_pods_address()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync(_lab.Options() with { NonMasqueradeCidrs = [IPNetwork.Parse("10.77.0.0/24")] });
        TestPod a = await _lab.AddPodAsync(network, "a");
        using (var outside = new RouteSocket(_lab.Outside))
        {
            outside.SetRoute(new Route { Destination = IPNetwork.Parse("10.99.1.0/24"), Gateway = Lab.NodeIP });
        }

        using IDisposable server = Peers.ServeTcp(_lab.Outside, IPAddress.Any, 80, "outside");
        Assert.Equal($"outside {a.IP}", await Peers.AskTcpAsync(a.Namespace, Lab.OutsideIP, 80));
    }

    [Fact]
    public async Task Host_port_answers_outside_node_localhost_other_pod_and_itself()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        TestPod a = await _lab.AddPodAsync(network, "a", new HostPort { Port = 8080, ContainerPort = 80 });
        TestPod b = await _lab.AddPodAsync(network, "b");
        using IDisposable server = Peers.ServeTcp(a.Namespace, IPAddress.Any, 80, "a");

        Assert.Equal($"a {Lab.OutsideIP}", await Peers.AskTcpAsync(_lab.Outside, Lab.NodeIP, 8080));
        Assert.StartsWith("a ", await Peers.AskTcpAsync(_lab.Node, Lab.NodeIP, 8080));
        Assert.StartsWith("a ", await Peers.AskTcpAsync(_lab.Node, IPAddress.Loopback, 8080));
        Assert.Equal($"a {b.IP}", await Peers.AskTcpAsync(b.Namespace, Lab.NodeIP, 8080));
        Assert.StartsWith("a ", await Peers.AskTcpAsync(a.Namespace, Lab.NodeIP, 8080));
    }

    [Fact]
    public async Task Host_port_with_host_ip_and_protocol_matches_only_those()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        TestPod a = await _lab.AddPodAsync(
            network, "a", new HostPort { Port = 5353, ContainerPort = 53, Protocol = TransportProtocol.Udp, HostIP = Lab.NodeIP.ToString() });
        using IDisposable udp = Peers.ServeUdp(a.Namespace, IPAddress.Any, 53, "a");
        using IDisposable tcp = Peers.ServeTcp(a.Namespace, IPAddress.Any, 53, "a");

        Assert.Equal($"a {Lab.OutsideIP}", await Peers.AskUdpAsync(_lab.Outside, Lab.NodeIP, 5353));
        Assert.Equal("refused", await Peers.FailTcpAsync(_lab.Outside, Lab.NodeIP, 5353));
        Assert.Equal("refused", await Peers.FailTcpAsync(_lab.Node, IPAddress.Loopback, 5353));
    }

    [Fact]
    public async Task Taken_host_port_is_refused_and_leaves_nothing()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        var port = new HostPort { Port = 8080, ContainerPort = 80 };
        await _lab.AddPodAsync(network, "a", port);

        await Assert.ThrowsAsync<PodNetworkException>(() => _lab.AddPodAsync(network, "b", port));
        Assert.Equal("a", Assert.Single(await network.ListAsync(CancellationToken.None)).SandboxId);
        Assert.Single(PodLinks());

        await network.RemoveAsync("a", CancellationToken.None);
        await _lab.AddPodAsync(network, "b", port);
    }

    [Fact]
    public async Task Pod_cannot_reach_the_nodes_loopback()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        TestPod a = await _lab.AddPodAsync(network, "a", new HostPort { Port = 8080, ContainerPort = 80 });
        using IDisposable server = Peers.ServeTcp(_lab.Node, IPAddress.Loopback, 9000, "node");
        // The pod routes 127.0.0.1 to the node on purpose.
        a.Namespace.Run(() =>
        {
            Sysctl.Set("net/ipv4/conf/eth0/route_localnet", "1");
            using var socket = new RouteSocket();
            socket.DeleteAddress(socket.RequireLink("lo").Index, IPAddress.Loopback, 8);
            socket.SetRoute(new Route { Destination = IPNetwork.Parse("127.0.0.0/8"), Gateway = network.Gateway });
        });

        Assert.Equal("timeout", await Peers.SilentTcpAsync(a.Namespace, IPAddress.Loopback, 9000));
    }

    [Fact]
    public async Task Add_again_returns_the_same_and_check_sees_damage()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        TestPod a = await _lab.AddPodAsync(network, "a");
        PodNetworkResult again = await network.AddAsync(PodLab.Request("a", a.Namespace), CancellationToken.None);
        Assert.Equal(a.IP, Assert.Single(again.IPs));
        Assert.True(await network.CheckAsync("a", CancellationToken.None));
        Assert.False(await network.CheckAsync("unknown", CancellationToken.None));

        using (var node = new RouteSocket(_lab.Node))
        {
            node.DeleteLink(a.Result.HostLink);
        }

        Assert.False(await network.CheckAsync("a", CancellationToken.None));
        await network.AddAsync(PodLab.Request("a", a.Namespace), CancellationToken.None);
        Assert.True(await network.CheckAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task Remove_works_when_the_pods_namespace_is_gone_and_twice()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        using (NetworkNamespace ns = NetworkNamespace.Create())
        {
            await network.AddAsync(PodLab.Request("a", ns, new HostPort { Port = 1, ContainerPort = 1 }), CancellationToken.None);
        }

        await network.RemoveAsync("a", CancellationToken.None);
        await network.RemoveAsync("a", CancellationToken.None);
        Assert.Empty(await network.ListAsync(CancellationToken.None));
        Assert.Empty(PodLinks());
    }

    [Fact]
    public async Task New_instance_adopts_pods_while_their_connections_go_on()
    {
        PodNetworkOptions options = _lab.Options();
        var port = new HostPort { Port = 8080, ContainerPort = 80 };
        RoutedPodNetwork crashed = await _lab.OpenPodsAsync(options);
        TestPod a = await _lab.AddPodAsync(crashed, "a", port);
        using IDisposable server = Peers.ServeTcp(a.Namespace, IPAddress.Any, 80, "a");
        // A lease whose link never came to be, and a file torn by a power failure.
        string leases = Path.Combine(options.DataDirectory, "leases");
        File.WriteAllText(Path.Combine(leases, "torn.json"), "{");

        RoutedPodNetwork adopted = await _lab.OpenPodsAsync(options);

        PodNetworkAttachment attachment = Assert.Single(await adopted.ListAsync(CancellationToken.None));
        Assert.Equal(("a", "pod-a", a.IP), (attachment.SandboxId, attachment.PodName, attachment.Result.IPs[0]));
        Assert.True(await adopted.CheckAsync("a", CancellationToken.None));
        Assert.Equal($"a {Lab.OutsideIP}", await Peers.AskTcpAsync(_lab.Outside, Lab.NodeIP, 8080));
        TestPod b = await _lab.AddPodAsync(adopted, "b");
        Assert.NotEqual(a.IP, b.IP);
        Assert.False(File.Exists(Path.Combine(leases, "torn.json")));
    }

    [Fact]
    public async Task Released_address_is_not_given_at_once_even_after_a_restart()
    {
        PodNetworkOptions options = _lab.Options();
        RoutedPodNetwork network = await _lab.OpenPodsAsync(options);
        TestPod a = await _lab.AddPodAsync(network, "a");
        await network.RemoveAsync("a", CancellationToken.None);

        RoutedPodNetwork restarted = await _lab.OpenPodsAsync(options);
        TestPod b = await _lab.AddPodAsync(restarted, "b");
        Assert.NotEqual(a.IP, b.IP);
    }

    [Fact]
    public async Task Full_network_refuses_and_recovers()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync(_lab.Options(cidr: "10.99.1.0/29"));
        for (int i = 0; i < 5; i++)
        {
            await _lab.AddPodAsync(network, "p" + i);
        }

        await Assert.ThrowsAsync<PodNetworkException>(() => _lab.AddPodAsync(network, "one-more"));
        await network.RemoveAsync("p2", CancellationToken.None);
        await _lab.AddPodAsync(network, "one-more");
    }

    [Fact]
    public async Task Two_instances_share_a_node_and_destroy_takes_only_one()
    {
        PodNetworkOptions first = _lab.Options("one", "10.99.1.0/24");
        PodNetworkOptions second = _lab.Options("two", "10.99.2.0/24");
        RoutedPodNetwork one = await _lab.OpenPodsAsync(first);
        RoutedPodNetwork two = await _lab.OpenPodsAsync(second);
        await _lab.AddPodAsync(one, "a");
        TestPod b = await _lab.AddPodAsync(two, "b");

        await RoutedPodNetwork.DestroyAsync(first, CancellationToken.None);

        Assert.True(await two.CheckAsync("b", CancellationToken.None));
        Assert.Equal([b.Result.HostLink], PodLinks());
        await RoutedPodNetwork.DestroyAsync(second, CancellationToken.None);
        using var nft = new NftSocket(_lab.Node);
        using var node = new RouteSocket(_lab.Node);
        Assert.Empty(nft.ListTables());
        Assert.Equal(["eth0", "lo"], node.ListLinks().Select(l => l.Name).Order());
        Assert.All(node.ListRoutes(), r => Assert.DoesNotContain("10.99.", r.Destination.ToString()));
        Assert.False(Directory.Exists(Path.Combine(first.DataDirectory, "leases")));
    }

    [Fact]
    public async Task Bandwidth_limit_slows_the_pod_down()
    {
        RoutedPodNetwork network = await _lab.OpenPodsAsync();
        NetworkNamespace ns = _lab.NewNamespace();
        PodNetworkRequest request = PodLab.Request("a", ns) with
        {
            Bandwidth = new PodBandwidth { IngressBitsPerSecond = 8_000_000, EgressBitsPerSecond = 8_000_000 },
        };
        PodNetworkResult result = await network.AddAsync(request, CancellationToken.None);
        TimeSpan slow = await Transfer.TimeAsync(_lab.Node, ns, result.IPs[0], bytes: 1_000_000);

        // 1 MB at 8 Mbit/s is one second, less the bucket.
        Assert.InRange(slow, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(19));
    }

    private List<string> PodLinks()
    {
        using var node = new RouteSocket(_lab.Node);
        return [.. node.ListLinks().Where(l => l.Kind == "veth" && l.Name != "eth0").Select(l => l.Name)];
    }
}

using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Network.Machine;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Nftables;
using Tiphys.Network.Pods;
using Tiphys.Network.Routing;
using Tiphys.Network.Services;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Machine;

/// <summary>Two nodes, each in a namespace of its own, on one machine; the lab's node plays the machine.</summary>
public sealed class MachineSegmentTests : IAsyncLifetime
{
    private readonly Lab _lab = new();
    private readonly FakeInformers _informers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly List<(NetworkNamespace Namespace, RoutedPodNetwork Pods)> _nodes = [];
    private MachineSegment _segment = null!;

    public async ValueTask InitializeAsync()
    {
        _segment = new MachineSegment(new MachineSegmentOptions
        {
            Instance = new InstanceName("seg"),
            NodeCidr = IPNetwork.Parse("10.88.0.0/24"),
            ClusterCidr = IPNetwork.Parse("10.99.0.0/16"),
            MachineNamespace = _lab.Node,
        });
        await _segment.OpenAsync(CancellationToken.None);
        _informers.Synced.SetResult();
        for (int i = 0; i < 2; i++)
        {
            await AddNodeAsync(i);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (Task task in _running)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
        _lab.Dispose();
    }

    [Fact]
    public async Task Pods_of_different_nodes_reach_each_other_with_their_own_addresses()
    {
        TestPod a = await _lab.AddPodAsync(_nodes[0].Pods, "a");
        TestPod b = await _lab.AddPodAsync(_nodes[1].Pods, "b");
        using IDisposable server = Peers.ServeTcp(b.Namespace, IPAddress.Any, 80, "b");
        await Eventually.TrueAsync(() => Routes(0).Exists(r => r.Destination.Contains(b.IP)) && Routes(1).Exists(r => r.Destination.Contains(a.IP)));

        Assert.Equal($"b {a.IP}", await Peers.AskTcpAsync(a.Namespace, b.IP, 80));
        Assert.StartsWith("b ", await Peers.AskTcpAsync(_lab.Node, b.IP, 80));
    }

    [Fact]
    public async Task Outside_sees_the_machine_behind_the_pods_of_all_nodes()
    {
        TestPod b = await _lab.AddPodAsync(_nodes[1].Pods, "b");
        using IDisposable server = Peers.ServeTcp(_lab.Outside, IPAddress.Any, 80, "outside");
        Assert.Equal($"outside {Lab.NodeIP}", await Peers.AskTcpAsync(b.Namespace, Lab.OutsideIP, 80));
    }

    [Fact]
    public async Task Services_reach_endpoints_on_other_nodes_from_pods_and_through_node_ports()
    {
        TestPod a = await _lab.AddPodAsync(_nodes[0].Pods, "a");
        TestPod b = await _lab.AddPodAsync(_nodes[1].Pods, "b");
        using IDisposable server = Peers.ServeTcp(b.Namespace, IPAddress.Any, 80, "b");
        await Eventually.TrueAsync(() => Routes(0).Exists(r => r.Destination.Contains(b.IP)) && Routes(1).Exists(r => r.Destination.Contains(a.IP)));
        var port = new Network.Services.ServicePort
        {
            ClusterIPs = [ServiceLab.ClusterIP],
            Port = 8000,
            NodePort = 30080,
            Endpoints = [new ServiceEndpoint { IP = b.IP, Port = 80, NodeName = "node-1" }],
        };
        using var proxy = new NftServiceProxy(new ProxyOptions
        {
            Instance = new InstanceName("seg"),
            NodeName = "node-0",
            ClusterCidr = IPNetwork.Parse("10.99.0.0/16"),
            NodeNamespace = _nodes[0].Namespace,
        });
        proxy.Sync(ServiceLab.Map(port));

        Assert.Equal($"b {a.IP}", await Peers.AskTcpAsync(a.Namespace, ServiceLab.ClusterIP, 8000));
        Assert.Equal($"b {_segment.NodeAddress(0)}", await Peers.AskTcpAsync(_nodes[0].Namespace, ServiceLab.ClusterIP, 8000));
        Assert.Equal($"b {_segment.NodeAddress(0)}", await Peers.AskTcpAsync(_lab.Node, _segment.NodeAddress(0), 30080));
    }

    [Fact]
    public async Task Route_goes_with_its_node()
    {
        await Eventually.TrueAsync(() => Routes(0).Exists(r => r.Destination.Equals(PodCidr(1))));
        _informers.Remove<Node>(null, "node-1");
        await Eventually.TrueAsync(() => !Routes(0).Exists(r => r.Destination.Equals(PodCidr(1))));
    }

    [Fact]
    public async Task Attach_twice_is_one_link_and_destroy_leaves_nothing()
    {
        await _segment.OpenAsync(CancellationToken.None);
        await _segment.AttachAsync(0, _nodes[0].Namespace, PodCidr(0), CancellationToken.None);
        using var machine = new RouteSocket(_lab.Node);
        Assert.Equal(["eth0", "lo", "tpsegn0", "tpsegn1", "tpsegsg"], machine.ListLinks().Select(l => l.Name).Order());

        await _segment.DestroyAsync(CancellationToken.None);
        await _segment.DestroyAsync(CancellationToken.None);
        Assert.Equal(["eth0", "lo"], machine.ListLinks().Select(l => l.Name).Order());
        using var nft = new NftSocket(_lab.Node);
        Assert.Empty(nft.ListTables());
    }

    private static IPNetwork PodCidr(int node) => IPNetwork.Parse($"10.99.{node}.0/24");

    private async Task AddNodeAsync(int number)
    {
        NetworkNamespace ns = _lab.NewNamespace();
        await _segment.AttachAsync(number, ns, PodCidr(number), CancellationToken.None);
        RoutedPodNetwork pods = await _lab.OpenPodsAsync(new PodNetworkOptions
        {
            Instance = new InstanceName("seg"),
            DataDirectory = Path.Combine(_lab.Directory, "node-" + number),
            PodCidr = PodCidr(number),
            NonMasqueradeCidrs = [IPNetwork.Parse("10.99.0.0/16")],
            NodeNamespace = ns,
        });
        _nodes.Add((ns, pods));
        _informers.Set(new Node
        {
            Metadata = new ObjectMeta { Name = "node-" + number },
            Spec = new NodeSpec { PodCIDR = PodCidr(number).ToString(), PodCIDRs = [PodCidr(number).ToString()] },
            Status = new NodeStatus { Addresses = [new NodeAddress { Type = "InternalIP", Address = _segment.NodeAddress(number).ToString() }] },
        });
        var routes = new NodeRoutes(_informers, "node-" + number, ns, TimeProvider.System, NullLogger<NodeRoutes>.Instance);
        _running.Add(routes.RunAsync(_stop.Token));
    }

    private List<Route> Routes(int node)
    {
        using var socket = new RouteSocket(_nodes[node].Namespace);
        return socket.ListRoutes();
    }
}

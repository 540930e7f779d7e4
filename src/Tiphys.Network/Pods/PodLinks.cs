using System.Net;
using Tiphys.Network.Interop;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Netlink;
using Tiphys.Network.Routing;

namespace Tiphys.Network.Pods;

/// <summary>The links, addresses and routes of the pod network on the node and inside the pods.</summary>
internal sealed class PodLinks(PodNetworkOptions options, IPAddress gateway) : IDisposable
{
    private const string PodLinkName = "eth0";
    private const int DefaultMtu = 1500;
    private readonly RouteSocket _node = new(options.NodeNamespace);
    private int _mtu;

    public void Dispose() => _node.Dispose();

    internal static void DeleteAll(PodNetworkOptions options)
    {
        using var socket = new RouteSocket(options.NodeNamespace);
        foreach (Link link in socket.ListLinks().Where(l => IsPodLink(l, options)))
        {
            socket.DeleteLink(link.Name);
        }

        socket.DeleteLink(options.Instance.Bridge);
    }

    /// <summary>Makes the bridge with the node's addresses, if it is not there, and turns forwarding on.</summary>
    internal void PrepareNode()
    {
        string bridge = options.Instance.Bridge;
        if (_node.FindLink(bridge) is null)
        {
            _node.CreateBridge(bridge);
        }

        int index = _node.RequireLink(bridge).Index;
        foreach (IPAddress address in options.NodeServiceAddresses.Prepend(gateway))
        {
            _node.AddAddress(index, address, 32);
        }

        _node.SetUp(index);
        _mtu = options.Mtu > 0 ? options.Mtu : FindMtu();
        NetworkNamespace.RunIn(options.NodeNamespace, () => Sysctl.Set("net/ipv4/ip_forward", "1"));
    }

    internal HashSet<string> ListPodLinks() =>
        [.. _node.ListLinks().Where(l => IsPodLink(l, options)).Select(l => l.Name)];

    internal bool Delete(string link) => _node.DeleteLink(link);

    internal void Connect(string hostLink, IPAddress address, NetworkNamespace pod, PodNetworkRequest request)
    {
        byte[] hostMac = Mac(0x0e, address);
        byte[] podMac = Mac(0x0a, address);
        CreatePair(new VethPair
        {
            Name = hostLink,
            PeerName = PodLinkName,
            Address = hostMac,
            PeerAddress = podMac,
            PeerNamespace = pod,
            Mtu = _mtu,
        });
        ConfigureNode(hostLink, address, podMac, request);
        pod.Run(() => ConfigurePod(address, hostMac, request.Bandwidth?.EgressBitsPerSecond));
        // The pod may send, and be answered, the moment it starts.
        _node.WaitOperational(hostLink);
    }

    internal bool IsConnected(string hostLink, IPAddress address, string netnsPath)
    {
        if (_node.FindLink(hostLink) is not { IsUp: true } || !File.Exists(netnsPath))
        {
            return false;
        }

        using NetworkNamespace pod = NetworkNamespace.Open(netnsPath);
        return pod.Run(() =>
        {
            using var socket = new RouteSocket();
            return socket.FindLink(PodLinkName) is { IsUp: true } link
                && socket.ListAddresses().Exists(a => a.Index == link.Index && a.Address.Equals(address));
        });
    }

    private static bool IsPodLink(Link link, PodNetworkOptions options) =>
        link.Kind == "veth" && link.Name.StartsWith(options.Instance.PodLinkPrefix, StringComparison.Ordinal);

    // A locally administered address that holds the IP address, so that both ends know each other without ARP.
    private static byte[] Mac(byte kind, IPAddress address) => [kind, 0x58, .. address.GetAddressBytes()];

    private void CreatePair(VethPair pair)
    {
        try
        {
            _node.CreateVeth(pair);
        }
        catch (NetlinkException e) when (e.Errno == Libc.Eexist && _node.DeleteLink(pair.Name))
        {
            // Left over from an add that a crash cut short.
            _node.CreateVeth(pair);
        }
    }

    private void ConfigurePod(IPAddress address, byte[] gatewayMac, long? egress)
    {
        using var socket = new RouteSocket();
        socket.SetUp(socket.RequireLink("lo").Index);
        int index = socket.RequireLink(PodLinkName).Index;
        socket.AddAddress(index, address, 32);
        socket.SetUp(index);
        socket.SetNeighbour(index, gateway, gatewayMac);
        socket.SetRoute(new Route { Destination = new IPNetwork(gateway, 32), Link = index });
        socket.SetRoute(new Route { Destination = new IPNetwork(IPAddress.Any, 0), Gateway = gateway, Link = index });
        if (egress is { } rate)
        {
            socket.LimitRate(index, rate);
        }

        socket.WaitOperational(PodLinkName);
    }

    private void ConfigureNode(string hostLink, IPAddress address, byte[] podMac, PodNetworkRequest request)
    {
        int index = _node.RequireLink(hostLink).Index;
        _node.SetUp(index);
        _node.SetNeighbour(index, address, podMac);
        _node.SetRoute(new Route { Destination = new IPNetwork(address, 32), Link = index, Source = gateway });
        if (request.Bandwidth?.IngressBitsPerSecond is { } rate)
        {
            _node.LimitRate(index, rate);
        }

        if (request.HostPorts.Count > 0)
        {
            NetworkNamespace.RunIn(options.NodeNamespace, () => Sysctl.Set($"net/ipv4/conf/{hostLink}/route_localnet", "1"));
        }
    }

    private int FindMtu()
    {
        int uplink = _node.ListRoutes().Find(r => r.Destination.PrefixLength == 0)?.Link ?? 0;
        return _node.ListLinks().Find(l => l.Index == uplink)?.Mtu ?? DefaultMtu;
    }
}

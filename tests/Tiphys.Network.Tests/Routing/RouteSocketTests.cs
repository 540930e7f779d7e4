using System.Net;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Netlink;
using Tiphys.Network.Routing;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Routing;

public sealed class RouteSocketTests : IDisposable
{
    private readonly Lab _lab = new();
    private readonly NetworkNamespace _ns;
    private readonly RouteSocket _socket;

    public RouteSocketTests()
    {
        _ns = _lab.NewNamespace();
        _socket = _lab.Own(new RouteSocket(_ns));
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Bridge_takes_ports_with_hairpin_and_mtu()
    {
        _socket.CreateBridge("br0");
        _socket.CreateVeth(new VethPair { Name = "a", PeerName = "b", Mtu = 1400 });
        Link bridge = _socket.RequireLink("br0");
        Link port = _socket.RequireLink("a");
        _socket.SetMaster(port.Index, bridge.Index);
        _socket.SetHairpin(port.Index, true);
        _socket.SetUp(port.Index);
        _socket.SetMtu(port.Index, 1300);

        port = _socket.RequireLink("a");
        Assert.Equal(("bridge", bridge.Index, 1300, true), (bridge.Kind, port.Master, port.Mtu, port.IsUp));
        Assert.Equal(1400, _socket.RequireLink("b").Mtu);
    }

    [Fact]
    public void Link_moves_to_another_namespace_under_a_new_name()
    {
        NetworkNamespace other = _lab.NewNamespace();
        _socket.CreateVeth(new VethPair { Name = "a", PeerName = "b" });
        _socket.MoveTo(_socket.RequireLink("b").Index, other, "eth0");

        Assert.Null(_socket.FindLink("b"));
        using var inOther = new RouteSocket(other);
        Assert.Equal("veth", inOther.RequireLink("eth0").Kind);
        Assert.True(_socket.DeleteLink("a"));
        Assert.False(_socket.DeleteLink("a"));
    }

    [Fact]
    public void Addresses_and_routes_are_listed_and_deleted()
    {
        _socket.CreateVeth(new VethPair { Name = "a", PeerName = "b" });
        int index = _socket.RequireLink("a").Index;
        _socket.SetUp(index);
        IPAddress address = IPAddress.Parse("10.1.2.3");
        _socket.AddAddress(index, address, 24);
        _socket.AddAddress(index, address, 24);
        var route = new Route { Destination = IPNetwork.Parse("10.5.0.0/16"), Gateway = IPAddress.Parse("10.1.2.1"), Link = index, Source = address };
        _socket.SetRoute(route);

        Assert.Contains(new LinkAddress(index, address, 24), _socket.ListAddresses());
        Assert.Contains(route, _socket.ListRoutes());
        Assert.True(_socket.DeleteRoute(route));
        Assert.False(_socket.DeleteRoute(route));
        Assert.True(_socket.DeleteAddress(index, address, 24));
        Assert.False(_socket.DeleteAddress(index, address, 24));
    }

    [Fact]
    public void Refused_request_says_what_and_why()
    {
        NetlinkException e = Assert.Throws<NetlinkException>(() => _socket.CreateBridge("name-that-is-too-long-for-a-link"));
        Assert.Contains("create bridge name-that", e.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, e.Errno);
        _socket.CreateBridge("br0");
        Assert.Equal(17, Assert.Throws<NetlinkException>(() => _socket.CreateBridge("br0")).Errno);
    }

    [Fact]
    public void Pinned_namespace_can_be_opened_by_its_path_until_unpinned()
    {
        string path = Path.Combine(_lab.Directory, "pinned");
        using (NetworkNamespace created = NetworkNamespace.CreatePinned(path))
        {
            using var inside = new RouteSocket(created);
            inside.CreateBridge("mark");
        }

        using (NetworkNamespace opened = NetworkNamespace.Open(path))
        {
            using var inside = new RouteSocket(opened);
            Assert.NotNull(inside.FindLink("mark"));
        }

        NetworkNamespace.Unpin(path);
        NetworkNamespace.Unpin(path);
        Assert.False(File.Exists(path));
    }
}

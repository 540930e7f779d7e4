using System.Net;
using System.Net.Sockets;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Routing;

namespace Tiphys.Network.Tests.Support;

/// <summary>
/// A little world of network namespaces that vanishes with the test: a node (10.77.0.2) and an outside host (10.77.0.1),
/// which the node's default route leads to. Nothing of the machine's own network is touched.
/// </summary>
internal sealed class Lab : IDisposable
{
    internal static readonly IPAddress OutsideIP = IPAddress.Parse("10.77.0.1");
    internal static readonly IPAddress NodeIP = IPAddress.Parse("10.77.0.2");
    private readonly List<IDisposable> _owned = [];

    internal Lab()
    {
        Assert.SkipUnless(Environment.UserName == "root" || Environment.IsPrivilegedProcess, "network namespaces need root");
        Outside = Own(NetworkNamespace.Create());
        Node = Own(NetworkNamespace.Create());
        using (var outside = new RouteSocket(Outside))
        {
            outside.SetUp(outside.RequireLink("lo").Index);
            outside.CreateVeth(new VethPair { Name = "wan0", PeerName = "eth0", PeerNamespace = Node });
            int link = outside.RequireLink("wan0").Index;
            outside.AddAddress(link, OutsideIP, 24);
            outside.SetUp(link);
        }

        using var node = new RouteSocket(Node);
        node.SetUp(node.RequireLink("lo").Index);
        int eth0 = node.RequireLink("eth0").Index;
        node.AddAddress(eth0, NodeIP, 24);
        node.SetUp(eth0);
        node.WaitOperational("eth0");
        using (var outside = new RouteSocket(Outside))
        {
            outside.WaitOperational("wan0");
        }

        node.SetRoute(new Route { Destination = new IPNetwork(IPAddress.Any, 0), Gateway = OutsideIP });
        Directory = System.IO.Directory.CreateTempSubdirectory("tiphys-net-").FullName;
    }

    internal NetworkNamespace Outside { get; }

    internal NetworkNamespace Node { get; }

    internal string Directory { get; }

    internal T Own<T>(T disposable) where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    internal NetworkNamespace NewNamespace() => Own(NetworkNamespace.Create());

    public void Dispose()
    {
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }
}

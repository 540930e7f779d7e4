using System.Net;
using Tiphys.Network.Dns;

namespace Tiphys.Network.Tests.Dns;

/// <summary>Records of a small cluster.</summary>
internal static class DnsFixture
{
    internal static readonly DnsServerOptions Options = new()
    {
        Listen = [new IPEndPoint(IPAddress.Parse("10.96.0.10"), 53)],
        ReverseZones = [IPNetwork.Parse("10.96.0.0/12"), IPNetwork.Parse("10.244.0.0/16")],
        Upstreams = [],
    };

    internal static DnsRecordStore Records()
    {
        var store = new DnsRecordStore();
        store.AddNamespace("default");
        store.AddNamespace("empty");
        store.SetService(new DnsService(
            "default", "kubernetes", [IPAddress.Parse("10.96.0.1")], null, [new DnsPort("https", TransportProtocol.Tcp, 443)], []));
        store.SetService(new DnsService(
            "default", "dual", [IPAddress.Parse("10.96.0.7"), IPAddress.Parse("fd00::7")], null, [new DnsPort("", TransportProtocol.Udp, 53)], []));
        DnsPort peer = new("peer", TransportProtocol.Tcp, 2380);
        store.SetService(new DnsService("default", "db", [], null, [peer],
        [
            new DnsEndpoint { IP = IPAddress.Parse("10.244.0.5"), Hostname = "db-0", Ports = [peer] },
            new DnsEndpoint { IP = IPAddress.Parse("10.244.0.6"), Hostname = "db-1", Ports = [peer with { Port = 9999 }] },
            new DnsEndpoint { IP = IPAddress.Parse("10.244.0.7"), Ports = [peer] },
        ]));
        store.SetService(new DnsService("default", "elsewhere", [], "www.example.com", [], []));
        store.SetService(new DnsService("default", "alias", [], "kubernetes.default.svc.cluster.local", [], []));
        store.SetService(new DnsService("default", "loop", [], "loop.default.svc.cluster.local", [], []));
        store.SetService(new DnsService("default", "idle", [], null, [], []));
        return store;
    }
}

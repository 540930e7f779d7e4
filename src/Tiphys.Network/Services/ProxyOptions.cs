using System.Net;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Services;

/// <summary>Configuration of a node's service proxy.</summary>
public sealed record ProxyOptions
{
    /// <summary>Names the nftables table.</summary>
    public required InstanceName Instance { get; init; }

    /// <summary>Name of this node, as endpoints give it.</summary>
    public required string NodeName { get; init; }

    /// <summary>Addresses of all pods of the cluster; traffic to cluster IPs from elsewhere is masqueraded. Null: none is.</summary>
    public IPNetwork? ClusterCidr { get; init; }

    /// <summary>The node addresses that node ports are on; empty for all but the loopback.</summary>
    public IReadOnlyList<IPNetwork> NodePortAddresses { get; init; } = [];

    /// <summary>
    /// Whether node ports answer on 127.0.0.1 too. Off by default, as in upstream's nftables mode, for it needs
    /// <c>route_localnet</c> on all links.
    /// </summary>
    public bool NodePortsOnLocalhost { get; init; }

    /// <summary>Cluster IPs that the node itself serves, such as that of the cluster DNS; the proxy leaves them alone.</summary>
    public IReadOnlyList<IPAddress> NodeServiceAddresses { get; init; } = [];

    /// <summary>The bit of the packet mark that asks for masquerade, as upstream's <c>--iptables-masquerade-bit</c>.</summary>
    public int MasqueradeBit { get; init; } = 14;

    /// <summary>The node's network namespace; null is that of the process.</summary>
    public NetworkNamespace? NodeNamespace { get; init; }
}

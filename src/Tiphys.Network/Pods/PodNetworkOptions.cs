using System.Net;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Pods;

/// <summary>Configuration of a node's pod network.</summary>
public sealed record PodNetworkOptions
{
    /// <summary>Names of links and tables.</summary>
    public required InstanceName Instance { get; init; }

    /// <summary>Directory for the leases; it is created.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The node's share of pod addresses (IPv4, /8 to /29). The first address is the gateway.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Destinations that see pods' own addresses: the pod network of the whole cluster. Others see the node's address.</summary>
    public IReadOnlyList<IPNetwork> NonMasqueradeCidrs { get; init; } = [];

    /// <summary>Addresses that the node answers to beside its own, such as that of the cluster DNS Service.</summary>
    public IReadOnlyList<IPAddress> NodeServiceAddresses { get; init; } = [];

    /// <summary>Link MTU in bytes; 0 takes that of the link with the default route, or 1500.</summary>
    public int Mtu { get; init; }

    /// <summary>The node's network namespace; null is that of the process.</summary>
    public NetworkNamespace? NodeNamespace { get; init; }

    /// <summary>Throws if a value cannot work.</summary>
    /// <exception cref="ArgumentException">One of the values is out of range.</exception>
    public void Validate()
    {
        Instance.Validated();
        ArgumentException.ThrowIfNullOrEmpty(DataDirectory);
        if (PodCidr.BaseAddress.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || PodCidr.PrefixLength is < 8 or > 29)
        {
            throw new ArgumentException($"pod CIDR {PodCidr} must be an IPv4 network of size /8 to /29");
        }
    }
}

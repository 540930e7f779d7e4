using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tiphys.Cluster.Configuration;
using Tiphys.Containers;
using Tiphys.Network;
using Tiphys.Network.Pods;
using Tiphys.Network.Services;

namespace Tiphys.Cluster.Nodes;

/// <summary>A node on this machine: where its parts stand, and how they are reached.</summary>
public sealed record NodeOptions
{
    // The address that upstream's installers give the cluster DNS: the tenth of the service network.
    private const int DnsOffset = 10;

    /// <summary>The data directory.</summary>
    public required ClusterDirectory Directory { get; init; }

    /// <summary>What was decided for the cluster.</summary>
    public required ClusterSettings Settings { get; init; }

    /// <summary>Address of the node.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The part of the pod network that is this node's.</summary>
    public IPNetwork PodCidr => new(Settings.PodNetwork.BaseAddress, Math.Max(24, Settings.PodNetwork.PrefixLength));

    /// <summary>Address of the cluster DNS Service, which every node serves to its own pods.</summary>
    public IPAddress DnsAddress
    {
        get
        {
            var bytes = Settings.ServiceNetwork.BaseAddress.GetAddressBytes();
            bytes[^1] += DnsOffset;
            return new IPAddress(bytes);
        }
    }

    internal InstanceName Instance => new(Settings.Instance);

    internal ContainerRuntimeOptions Runtime => new() { RootDirectory = Directory.Containers, CgroupParent = $"/tiphys-{Settings.Instance}" };

    internal PodNetworkOptions PodNetwork => new()
    {
        Instance = Instance,
        DataDirectory = Directory.Network,
        PodCidr = PodCidr,
        NonMasqueradeCidrs = [Settings.PodNetwork],
        NodeServiceAddresses = [DnsAddress],
    };

    internal ProxyOptions Proxy => new()
    {
        Instance = Instance,
        NodeName = Settings.NodeName,
        ClusterCidr = Settings.PodNetwork,
        NodePortsOnLocalhost = true,
        NodeServiceAddresses = [DnsAddress],
    };
}

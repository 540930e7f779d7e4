using System.Net;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Nftables;
using Tiphys.Network.Routing;
using static Tiphys.Network.Nftables.NftRegister;

namespace Tiphys.Network.Machine;

/// <summary>Configuration of the segment that connects several nodes on one machine.</summary>
public sealed record MachineSegmentOptions
{
    /// <summary>Names the bridge, the links and the table.</summary>
    public required InstanceName Instance { get; init; }

    /// <summary>Addresses of the nodes (IPv4); the first is the machine's own on the segment, and the nodes' gateway.</summary>
    public required IPNetwork NodeCidr { get; init; }

    /// <summary>Addresses of all pods, which are never masqueraded on their way between nodes.</summary>
    public required IPNetwork ClusterCidr { get; init; }

    /// <summary>Link MTU in bytes; 0 for the kernel's default.</summary>
    public int Mtu { get; init; }

    /// <summary>The machine's network namespace; null is that of the process.</summary>
    public NetworkNamespace? MachineNamespace { get; init; }
}

/// <summary>
/// A network segment inside one machine for nodes that live in network namespaces of their own: a bridge, a link to each
/// node, and masquerade of the nodes to the outside. All calls may be repeated.
/// </summary>
public sealed class MachineSegment(MachineSegmentOptions options)
{
    private const string NodeLinkName = "eth0";

    /// <summary>The machine's address on the segment.</summary>
    public IPAddress Gateway { get; } = AddressOf(options.NodeCidr, 1);

    /// <summary>The address that a node gets by its number, which starts at 0.</summary>
    public IPAddress NodeAddress(int node) => AddressOf(options.NodeCidr, (uint)node + 2);

    /// <summary>Makes the bridge and the masquerade.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            options.Instance.Validated();
            using var machine = new RouteSocket(options.MachineNamespace);
            string bridge = options.Instance.SegmentBridge;
            if (machine.FindLink(bridge) is null)
            {
                machine.CreateBridge(bridge);
            }

            int index = machine.RequireLink(bridge).Index;
            machine.AddAddress(index, Gateway, options.NodeCidr.PrefixLength);
            machine.SetUp(index);
            NetworkNamespace.RunIn(options.MachineNamespace, () => Sysctl.Set("net/ipv4/ip_forward", "1"));
            WriteTable();
        },
        cancellationToken);

    /// <summary>Connects a node's namespace: address, default route, and the machine's route to the node's pods.</summary>
    public Task AttachAsync(int node, NetworkNamespace nodeNamespace, IPNetwork podCidr, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodeNamespace);
        return Task.Run(
            () =>
            {
                using var machine = new RouteSocket(options.MachineNamespace);
                string name = options.Instance.NodeLink(node);
                using var inside = new RouteSocket(nodeNamespace);
                if (machine.FindLink(name) is null || inside.FindLink(NodeLinkName) is null)
                {
                    Connect(machine, name, nodeNamespace);
                }

                ConfigureNode(inside, NodeAddress(node));
                machine.WaitOperational(name);
                machine.WaitOperational(options.Instance.SegmentBridge);
                machine.SetRoute(new Route { Destination = podCidr, Gateway = NodeAddress(node) });
            },
            cancellationToken);
    }

    /// <summary>Takes away all that the segment made in the machine.</summary>
    public Task DestroyAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var nft = new NftSocket(options.MachineNamespace);
            nft.DeleteTable(options.Instance.SegmentTable);
            using var machine = new RouteSocket(options.MachineNamespace);
            if (machine.FindLink(options.Instance.SegmentBridge) is not { } bridge)
            {
                return;
            }

            foreach (Link port in machine.ListLinks().Where(l => l.Master == bridge.Index))
            {
                machine.DeleteLink(port.Name);
            }

            machine.DeleteLink(bridge.Name);
        },
        cancellationToken);

    private static IPAddress AddressOf(IPNetwork network, uint offset)
    {
        byte[] bytes = network.BaseAddress.GetAddressBytes();
        uint value = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) + offset;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes);
    }

    private void Connect(RouteSocket machine, string name, NetworkNamespace node)
    {
        machine.DeleteLink(name);
        machine.CreateVeth(new VethPair { Name = name, PeerName = NodeLinkName, PeerNamespace = node, Mtu = options.Mtu });
        int index = machine.RequireLink(name).Index;
        machine.SetMaster(index, machine.RequireLink(options.Instance.SegmentBridge).Index);
        machine.SetUp(index);
    }

    private void ConfigureNode(RouteSocket inside, IPAddress address)
    {
        inside.SetUp(inside.RequireLink("lo").Index);
        int index = inside.RequireLink(NodeLinkName).Index;
        inside.AddAddress(index, address, options.NodeCidr.PrefixLength);
        inside.SetUp(index);
        inside.SetRoute(new Route { Destination = new IPNetwork(IPAddress.Any, 0), Gateway = Gateway, Link = index });
        inside.WaitOperational(NodeLinkName);
    }

    private void WriteTable()
    {
        using var nft = new NftSocket(options.MachineNamespace);
        var batch = new NftBatch(options.Instance.SegmentTable);
        batch.ResetTable();
        batch.AddBaseChain("postrouting", "nat", NftHook.Postrouting, 100);
        // Also sees what the bridge carries from node to node when br_netfilter is on: hence both exceptions.
        batch.AddRule("postrouting", r => r.Source(R0).InNetwork(R0, options.NodeCidr)
            .Destination(R0).InNetwork(R0, options.NodeCidr, invert: true)
            .Destination(R0).InNetwork(R0, options.ClusterCidr, invert: true)
            .Masquerade());
        nft.Commit(batch);
    }
}

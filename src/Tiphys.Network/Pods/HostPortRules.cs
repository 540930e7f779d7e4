using System.Net;
using Tiphys.Network.Nftables;
using Tiphys.Network.Netlink;
using Tiphys.Network.Interop;
using static Tiphys.Network.Nftables.NftRegister;

namespace Tiphys.Network.Pods;

/// <summary>
/// The nftables table of the pod network: host ports, masquerade to the outside, and a guard in front of the node's
/// loopback. The rules are fixed; a pod only adds elements to <c>hostports</c> and <c>hairpin</c>.
/// </summary>
internal sealed class HostPortRules(NftSocket nft, PodNetworkOptions options)
{
    private const string HostPorts = "hostports";
    private const string Hairpin = "hairpin";
    private static readonly IPNetwork Loopback = new(new IPAddress([127, 0, 0, 0]), 8);
    private static readonly IPNetwork Multicast = new(new IPAddress([224, 0, 0, 0]), 4);
    private readonly string _table = options.Instance.PodTable;

    /// <summary>Replaces the table, in one step, by one with the host ports of the given pods.</summary>
    internal void Reset(IEnumerable<(IPAddress Pod, IReadOnlyList<HostPort> Ports)> pods)
    {
        var batch = new NftBatch(_table);
        batch.ResetTable();
        batch.AddSet(new NftSet(HostPorts, NftType.Concat(NftType.IPAddress, NftType.Protocol, NftType.Service), 12)
        {
            DataType = NftType.Concat(NftType.IPAddress, NftType.Service),
            DataLength = 8,
        });
        batch.AddSet(new NftSet(Hairpin, NftType.Concat(NftType.IPAddress, NftType.IPAddress), 8));
        AddChains(batch);
        foreach ((IPAddress pod, IReadOnlyList<HostPort> ports) in pods.Where(p => p.Ports.Count > 0))
        {
            AddElements(batch, pod, ports);
        }

        nft.Commit(batch);
    }

    internal void Add(IPAddress pod, IReadOnlyList<HostPort> ports)
    {
        if (ports.Count == 0)
        {
            return;
        }

        var batch = new NftBatch(_table);
        AddElements(batch, pod, ports);
        try
        {
            nft.Commit(batch);
        }
        catch (NetlinkException e) when (e.Errno == Libc.Eexist)
        {
            throw new PodNetworkException($"a host port of {string.Join(", ", ports.Select(p => p.Port))} is taken by another pod", e);
        }
    }

    internal void Remove(IPAddress pod, IReadOnlyList<HostPort> ports)
    {
        if (ports.Count == 0)
        {
            return;
        }

        var batch = new NftBatch(_table);
        batch.DeleteElements(HostPorts, Elements(pod, ports));
        batch.DeleteElements(Hairpin, [Pair(pod)]);
        nft.Commit(batch);
    }

    internal bool Has(IPAddress pod, IReadOnlyList<HostPort> ports)
    {
        if (nft.ListElements(_table, HostPorts) is not { } present)
        {
            return false;
        }

        return Elements(pod, ports).All(want => present.Exists(e => e.Key.Span.SequenceEqual(want.Key.Span) && e.Data.Span.SequenceEqual(want.Data.Span)));
    }

    private void AddChains(NftBatch batch)
    {
        batch.AddChain("hostports");
        batch.AddRule("hostports", r => Translate(r.IsLocal(source: false).Destination(R0)));
        batch.AddRule("hostports", r => Translate(r.IsLocal(source: false).Immediate(R0, [0, 0, 0, 0])));

        batch.AddBaseChain("prerouting", "nat", NftHook.Prerouting, -100);
        batch.AddRule("prerouting", r => r.Verdict(NftVerdict.Jump("hostports")));
        batch.AddBaseChain("output", "nat", NftHook.Output, -100);
        batch.AddRule("output", r => r.Verdict(NftVerdict.Jump("hostports")));

        string pods = options.Instance.PodLinkPrefix;
        batch.AddBaseChain("postrouting", "nat", NftHook.Postrouting, 100);
        // From the node's localhost to a pod: the pod could not answer to 127.0.0.1.
        batch.AddRule("postrouting", r => r.LinkPrefix(NftMetaKey.OutputName, pods).Source(R0).InNetwork(R0, Loopback).Masquerade());
        // From a pod to itself through its own host port: it must not see its own address as the peer's.
        batch.AddRule("postrouting", r => r.Source(R0).Destination(R1).Lookup(Hairpin, R0).Masquerade());
        batch.AddRule("postrouting", WriteMasquerade);

        // route_localnet lets the node's 127.0.0.1 reach pods; the other way round, pods must not reach the node's loopback.
        batch.AddBaseChain("guard", "filter", NftHook.Prerouting, -300);
        batch.AddRule("guard", r => r.LinkPrefix(NftMetaKey.InputName, pods).Destination(R0).InNetwork(R0, Loopback).Verdict(NftVerdict.Drop));
    }

    private void WriteMasquerade(NftRule r)
    {
        r.Source(R0).InNetwork(R0, options.PodCidr);
        foreach (IPNetwork network in options.NonMasqueradeCidrs.Append(options.PodCidr).Append(Multicast))
        {
            r.Destination(R0).InNetwork(R0, network, invert: true);
        }

        r.Masquerade();
    }

    private static void Translate(NftRule r) =>
        r.Meta(NftMetaKey.L4Protocol, R1).DestinationPort(R2).Lookup(HostPorts, R0, R4).DestinationNat(R4, R5);

    private static void AddElements(NftBatch batch, IPAddress pod, IReadOnlyList<HostPort> ports)
    {
        batch.AddElements(HostPorts, Elements(pod, ports));
        batch.AddElements(Hairpin, [Pair(pod)]);
    }

    private static IEnumerable<NftElement> Elements(IPAddress pod, IReadOnlyList<HostPort> ports) =>
        ports.Select(port => new NftElement(Key(port)) { Data = NftKeys.Endpoint(pod, port.ContainerPort) });

    private static NftElement Pair(IPAddress pod) => new(NftKeys.Pair(pod, pod));

    private static byte[] Key(HostPort port) =>
        NftKeys.Frontend(string.IsNullOrEmpty(port.HostIP) ? IPAddress.Any : IPAddress.Parse(port.HostIP), port.Protocol, port.Port);
}

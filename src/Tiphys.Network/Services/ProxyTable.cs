using System.Net;
using Tiphys.Network.Nftables;
using static Tiphys.Network.Nftables.NftRegister;

namespace Tiphys.Network.Services;

/// <summary>Writes the proxy's table: sets, base chains, and the chains that balance.</summary>
internal sealed class ProxyTable(ProxyOptions options)
{
    internal const string Affinity = "affinity";
    private const string Services = "services";
    private const string MarkMasquerade = "mark-masquerade";
    private const uint AffinityCeiling = 1 << 20;
    private static readonly IPNetwork Loopback = new(new IPAddress([127, 0, 0, 0]), 8);
    private readonly uint _mark = 1u << options.MasqueradeBit;

    internal static string NameOf(ProxyMap map) => map switch
    {
        ProxyMap.Frontends => "frontends",
        ProxyMap.InternalFrontends => "internal-frontends",
        ProxyMap.Slots => "slots",
        ProxyMap.InternalSlots => "internal-slots",
        ProxyMap.AffinitySlots => "affinity-slots",
        ProxyMap.ClusterIPs => "cluster-ips",
        ProxyMap.Hairpin => "hairpin",
        ProxyMap.FirewallFrontends => "firewall-frontends",
        ProxyMap.FirewallAllowed => "firewall-allowed",
        _ => throw new ArgumentOutOfRangeException(nameof(map)),
    };

    internal void WriteBase(NftBatch batch)
    {
        AddSets(batch);
        AddReject(batch);
        batch.AddChain(MarkMasquerade);
        batch.AddRule(MarkMasquerade, r => r.Meta(NftMetaKey.Mark, R0).Bitwise(R0, HostBytes(~_mark), HostBytes(_mark)).SetMeta(NftMetaKey.Mark, R0));
        AddServices(batch);
        AddPostrouting(batch);
        AddFirewall(batch);
        if (options.NodePortsOnLocalhost)
        {
            // With route_localnet on, nobody outside may reach what listens on the node's loopback.
            batch.AddBaseChain("guard", "filter", NftHook.Prerouting, -300);
            batch.AddRule("guard", r => r.LinkName(NftMetaKey.InputName, "lo", NftCompare.NotEqual).Destination(R0).InNetwork(R0, Loopback).Verdict(NftVerdict.Drop));
        }
    }

    /// <summary>Writes the rules of a chain, which exists and is empty.</summary>
    internal void WriteRules(NftBatch batch, ProxyChain chain)
    {
        switch (chain)
        {
            case BalancerChain balancer:
                WritePolicy(batch, chain.Name, balancer.Role, balancer.OnNodePort);
                WriteBalancer(batch, balancer);
                break;
            case AffinityFrontendChain frontend:
                WritePolicy(batch, chain.Name, frontend.Role, frontend.OnNodePort);
                batch.AddRule(chain.Name, r => r.Verdict(NftVerdict.Goto(AffinityListChain.NameOf(frontend.List))));
                break;
            case AffinityListChain list:
                WriteList(batch, list);
                break;
            case AffinityEndpointChain endpoint:
                WriteEndpoint(batch, endpoint);
                break;
        }
    }

    private static void AddSets(NftBatch batch)
    {
        uint frontend = NftType.Concat(NftType.IPAddress, NftType.Protocol, NftType.Service);
        uint endpoint = NftType.Concat(NftType.IPAddress, NftType.Service);
        uint slot = NftType.Concat(NftType.IPAddress, NftType.Protocol, NftType.Service, NftType.Mark);
        batch.AddSet(new NftSet(NameOf(ProxyMap.Frontends), frontend, 12) { DataType = NftSet.VerdictData });
        batch.AddSet(new NftSet(NameOf(ProxyMap.InternalFrontends), frontend, 12) { DataType = NftSet.VerdictData });
        batch.AddSet(new NftSet(NameOf(ProxyMap.Slots), slot, 16) { DataType = endpoint, DataLength = 8 });
        batch.AddSet(new NftSet(NameOf(ProxyMap.InternalSlots), slot, 16) { DataType = endpoint, DataLength = 8 });
        batch.AddSet(new NftSet(NameOf(ProxyMap.AffinitySlots), NftType.Concat(NftType.Mark, NftType.Mark), 8) { DataType = NftSet.VerdictData });
        batch.AddSet(new NftSet(NameOf(ProxyMap.ClusterIPs), NftType.IPAddress, 4));
        batch.AddSet(new NftSet(NameOf(ProxyMap.Hairpin), NftType.Concat(NftType.IPAddress, NftType.IPAddress), 8));
        batch.AddSet(new NftSet(NameOf(ProxyMap.FirewallFrontends), frontend, 12));
        batch.AddSet(new NftSet(
            NameOf(ProxyMap.FirewallAllowed),
            NftType.Concat(NftType.IPAddress, NftType.Protocol, NftType.Service, NftType.IPAddress),
            16) { RangeFields = [4, 1, 2, 4] });
        // number of the list . client . endpoint's address . its port
        batch.AddSet(new NftSet(Affinity, NftType.Concat(NftType.Mark, NftType.IPAddress, NftType.IPAddress, NftType.Service), 16)
        {
            Dynamic = true,
            MaxSize = AffinityCeiling,
        });
    }

    private static void AddReject(NftBatch batch)
    {
        batch.AddChain(ServicePlan.RejectChain);
        batch.AddRule(ServicePlan.RejectChain, r => r.Protocol((byte)TransportProtocol.Tcp).RejectTcpReset());
        batch.AddRule(ServicePlan.RejectChain, r => r.RejectPortUnreachable());
    }

    private void AddServices(NftBatch batch)
    {
        batch.AddChain(Services);
        batch.AddRule(Services, r => Frontend(r, nodePort: false).VerdictMap(NameOf(ProxyMap.Frontends), R0));
        IEnumerable<IPNetwork?> networks = options.NodePortAddresses.Count == 0 ? [null] : options.NodePortAddresses.Select(n => (IPNetwork?)n);
        foreach (IPNetwork? network in networks)
        {
            batch.AddRule(Services, r => WriteNodePorts(r, network));
        }

        batch.AddRule(Services, r => r.Destination(R0).Lookup(NameOf(ProxyMap.ClusterIPs), R0).Verdict(NftVerdict.Goto(ServicePlan.RejectChain)));
        batch.AddBaseChain("prerouting", "nat", NftHook.Prerouting, -100);
        batch.AddRule("prerouting", r => r.Verdict(NftVerdict.Jump(Services)));
        batch.AddBaseChain("output", "nat", NftHook.Output, -100);
        batch.AddRule("output", r => r.Verdict(NftVerdict.Jump(Services)));
    }

    private void WriteNodePorts(NftRule r, IPNetwork? network)
    {
        r.IsLocal(source: false);
        if (!options.NodePortsOnLocalhost)
        {
            r.Destination(R0).InNetwork(R0, Loopback, invert: true);
        }

        if (network is { } only)
        {
            r.Destination(R0).InNetwork(R0, only);
        }

        Frontend(r, nodePort: true).VerdictMap(NameOf(ProxyMap.Frontends), R0);
    }

    private void AddPostrouting(NftBatch batch)
    {
        batch.AddBaseChain("postrouting", "nat", NftHook.Postrouting, 100);
        batch.AddRule("postrouting", r =>
            r.Meta(NftMetaKey.Mark, R1).HasBits(R1, _mark)
                .Meta(NftMetaKey.Mark, R0).Bitwise(R0, HostBytes(~_mark), HostBytes(0)).SetMeta(NftMetaKey.Mark, R0).Masquerade());
        // From an endpoint to itself: it must not see its own address as the peer's. Only NAT makes such packets leave it.
        batch.AddRule("postrouting", r => r.Source(R0).Destination(R1).Lookup(NameOf(ProxyMap.Hairpin), R0).ConnectionStatus(0x20).Masquerade());
    }

    private static void AddFirewall(NftBatch batch)
    {
        batch.AddChain("firewall");
        batch.AddRule("firewall", r => Frontend(r, nodePort: false).Source(R3)
            .Lookup(NameOf(ProxyMap.FirewallFrontends), R0)
            .Lookup(NameOf(ProxyMap.FirewallAllowed), R0, invert: true)
            .Verdict(NftVerdict.Drop));
        // Before NAT, while packets still carry the frontend's address.
        batch.AddBaseChain("firewall-prerouting", "filter", NftHook.Prerouting, -110);
        batch.AddRule("firewall-prerouting", r => r.NewConnection().Verdict(NftVerdict.Jump("firewall")));
        batch.AddBaseChain("firewall-output", "filter", NftHook.Output, -110);
        batch.AddRule("firewall-output", r => r.NewConnection().Verdict(NftVerdict.Jump("firewall")));
    }

    private void WritePolicy(NftBatch batch, string chain, BalancerRole role, bool nodePort)
    {
        switch (role)
        {
            case BalancerRole.ClusterIP when options.ClusterCidr is { } pods:
                batch.AddRule(chain, r => r.Source(R0).InNetwork(R0, pods, invert: true).Verdict(NftVerdict.Jump(MarkMasquerade)));
                break;
            case BalancerRole.External:
                batch.AddRule(chain, r => r.Verdict(NftVerdict.Jump(MarkMasquerade)));
                break;
            case BalancerRole.ExternalLocal:
                string internals = NameOf(ProxyMap.InternalFrontends);
                if (options.ClusterCidr is { } cluster)
                {
                    batch.AddRule(chain, r => Frontend(r.Source(R0).InNetwork(R0, cluster), nodePort).VerdictMap(internals, R0));
                }

                batch.AddRule(chain, r => r.IsLocal(source: true).Verdict(NftVerdict.Jump(MarkMasquerade)));
                batch.AddRule(chain, r => Frontend(r.IsLocal(source: true), nodePort).VerdictMap(internals, R0));
                break;
        }
    }

    private static void WriteBalancer(NftBatch batch, BalancerChain chain)
    {
        if (chain.Endpoints == 0)
        {
            batch.AddRule(chain.Name, r => r.Verdict(NftVerdict.Drop));
            return;
        }

        string slots = NameOf(chain.Role == BalancerRole.Internal ? ProxyMap.InternalSlots : ProxyMap.Slots);
        batch.AddRule(chain.Name, r =>
            Frontend(r, chain.OnNodePort).Random(R3, chain.Endpoints).Lookup(slots, R0, R4).DestinationNat(R4, R5));
    }

    private static void WriteList(NftBatch batch, AffinityListChain list)
    {
        int count = 0;
        foreach (ulong endpoint in list.Endpoints)
        {
            count++;
            NftVerdict verdict = NftVerdict.Goto(AffinityEndpointChain.NameOf(list.List, endpoint));
            batch.AddRule(list.Name, r => AffinityKey(r, list.List, endpoint).Lookup(Affinity, R0).Verdict(verdict));
        }

        string slots = NameOf(ProxyMap.AffinitySlots);
        batch.AddRule(list.Name, r => _ = count == 0
            ? r.Verdict(NftVerdict.Drop)
            : r.Immediate(R0, NftKeys.Number(list.List)).Random(R1, count).VerdictMap(slots, R0));
    }

    private static void WriteEndpoint(NftBatch batch, AffinityEndpointChain chain)
    {
        // In a rule of its own: a full set must not keep the connection from being made.
        batch.AddRule(chain.Name, r => AffinityKey(r, chain.List, chain.Endpoint).Update(Affinity, R0, TimeSpan.FromSeconds(chain.Seconds)));
        byte[] target = AffinityEndpointChain.Bytes(chain.Endpoint);
        batch.AddRule(chain.Name, r => r.Immediate(R0, target.AsSpan(0, 4)).Immediate(R1, target.AsSpan(4, 2)).DestinationNat(R0, R1));
    }

    // Leaves list . client . endpoint in R0..R3.
    private static NftRule AffinityKey(NftRule r, uint list, ulong endpoint)
    {
        byte[] target = AffinityEndpointChain.Bytes(endpoint);
        return r.Immediate(R0, NftKeys.Number(list)).Source(R1).Immediate(R2, target.AsSpan(0, 4)).Immediate(R3, target.AsSpan(4, 2));
    }

    // Leaves the frontend's key in R0..R2.
    private static NftRule Frontend(NftRule r, bool nodePort) =>
        (nodePort ? r.Immediate(R0, [0, 0, 0, 0]) : r.Destination(R0)).Meta(NftMetaKey.L4Protocol, R1).DestinationPort(R2);

    private static byte[] HostBytes(uint value) => NftKeys.Number(value);
}

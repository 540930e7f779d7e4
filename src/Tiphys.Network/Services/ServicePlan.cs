using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Tiphys.Network.Nftables;

namespace Tiphys.Network.Services;

/// <summary>What one Service port needs in the proxy's table: a pure function of the port, the node and the slots it had.</summary>
internal sealed class ServicePlan
{
    internal const string RejectChain = "reject";
    private readonly ServicePlanInput _input;
    private readonly List<KeyValuePair<ProxyKey, ProxyValue>> _elements = [];
    private readonly HashSet<ProxyChain> _chains = [];

    private ServicePlan(ServicePlanInput input) => _input = input;

    internal IReadOnlyList<KeyValuePair<ProxyKey, ProxyValue>> Elements => _elements;

    /// <summary>The chains that the elements lead to.</summary>
    internal IReadOnlySet<ProxyChain> Chains => _chains;

    /// <summary>Packed endpoints of the list for the whole cluster and of that for this node, by slot.</summary>
    internal ulong[] ClusterSlots { get; private set; } = [];

    internal ulong[] LocalSlots { get; private set; } = [];

    internal ServicePlanInput Input => _input;

    internal static ServicePlan Build(ServicePlanInput input, ServicePlan? previous)
    {
        var plan = new ServicePlan(input);
        EndpointSelection selection = EndpointSelection.Of(input.Port, input.NodeName, input.Zone);
        plan.ClusterSlots = AssignSlots(previous?.ClusterSlots ?? [], selection.Cluster);
        plan.LocalSlots = AssignSlots(previous?.LocalSlots ?? [], selection.Local);
        plan.AddHairpins(selection);
        plan.AddClusterIPs(selection.Any);
        plan.AddExternal(selection.Any);
        return plan;
    }

    /// <summary>
    /// Keeps endpoints in the slots they have, and fills holes with new ones, then with the last: one endpoint more or
    /// less changes at most two slots.
    /// </summary>
    internal static ulong[] AssignSlots(ulong[] previous, IReadOnlyList<ServiceEndpoint> endpoints)
    {
        var fresh = new List<ulong>(endpoints.Count);
        var wanted = new HashSet<ulong>(endpoints.Count);
        foreach (ServiceEndpoint endpoint in endpoints)
        {
            if (wanted.Add(ProxyValue.Pack(endpoint)))
            {
                fresh.Add(ProxyValue.Pack(endpoint));
            }
        }

        ulong[] slots = new ulong[wanted.Count];
        bool[] filled = new bool[slots.Length];
        var kept = new HashSet<ulong>();
        for (int i = 0; i < Math.Min(previous.Length, slots.Length); i++)
        {
            if (wanted.Contains(previous[i]))
            {
                (slots[i], filled[i]) = (previous[i], kept.Add(previous[i]));
            }
        }

        using IEnumerator<ulong> rest = fresh.Where(e => !kept.Contains(e)).GetEnumerator();
        for (int i = 0; i < slots.Length; i++)
        {
            if (!filled[i] && rest.MoveNext())
            {
                slots[i] = rest.Current;
            }
        }

        return slots;
    }

    private void AddHairpins(EndpointSelection selection)
    {
        foreach (IPAddress ip in selection.Cluster.Concat(selection.Local)
            .Where(e => e.NodeName is null || e.NodeName == _input.NodeName).Select(e => e.IP).Distinct())
        {
            Add(ProxyKey.Hairpin(ip), default);
        }
    }

    private void AddClusterIPs(bool any)
    {
        ServicePort port = _input.Port;
        bool local = port.InternalPolicyLocal;
        ulong[] slots = local ? LocalSlots : ClusterSlots;
        foreach (IPAddress ip in port.ClusterIPs.Where(Proxied))
        {
            Add(ProxyKey.ClusterIP(ip), default);
            if (!any || slots.Length == 0)
            {
                AddFrontend(ip, port.Port, any ? NftVerdict.Drop : NftVerdict.Goto(RejectChain));
                continue;
            }

            AddBalanced(new Frontend(ip, port.Port, BalancerRole.ClusterIP, OnNodePort: false), local);
        }
    }

    private void AddExternal(bool any)
    {
        ServicePort port = _input.Port;
        foreach (IPAddress ip in port.ExternalIPs.Concat(port.LoadBalancerIPs).Where(Proxied).Distinct())
        {
            AddExternalFrontend(ip, port.Port, nodePort: false, any);
        }

        if (port.NodePort > 0)
        {
            AddExternalFrontend(IPAddress.Any, port.NodePort, nodePort: true, any);
        }

        foreach (IPAddress ip in port.LoadBalancerIPs.Where(Proxied).Where(_ => port.LoadBalancerSourceRanges.Length > 0))
        {
            Add(ProxyKey.Frontend(ProxyMap.FirewallFrontends, ip, _input.Name.Protocol, port.Port), default);
            foreach (IPNetwork range in Disjoint(port.LoadBalancerSourceRanges.Add(new IPNetwork(ip, 32))))
            {
                Add(ProxyKey.Allowed(ip, _input.Name.Protocol, port.Port, range), default);
            }
        }
    }

    private void AddExternalFrontend(IPAddress ip, int port, bool nodePort, bool any)
    {
        if (!any)
        {
            AddFrontend(ip, port, NftVerdict.Goto(RejectChain));
        }
        else
        {
            bool local = _input.Port.ExternalPolicyLocal;
            AddBalanced(new Frontend(ip, port, local ? BalancerRole.ExternalLocal : BalancerRole.External, nodePort), local);
            if (local)
            {
                AddBalanced(new Frontend(ip, port, BalancerRole.Internal, nodePort), local: false);
            }
        }
    }

    private void AddFrontend(IPAddress ip, int port, NftVerdict verdict) =>
        Add(ProxyKey.Frontend(ProxyMap.Frontends, ip, _input.Name.Protocol, port), new ProxyValue(0, verdict));

    private void AddBalanced(Frontend frontend, bool local)
    {
        ulong[] slots = local ? LocalSlots : ClusterSlots;
        bool inside = frontend.Role == BalancerRole.Internal;
        ProxyChain chain;
        if (_input.Port.Affinity is { } affinity)
        {
            uint list = local ? _input.LocalId : _input.ClusterId;
            AddAffinityList(list, slots, (int)affinity.TotalSeconds);
            chain = new AffinityFrontendChain(frontend.Role, frontend.OnNodePort, list);
        }
        else
        {
            chain = new BalancerChain(frontend.Role, frontend.OnNodePort, slots.Length);
            ProxyMap map = inside ? ProxyMap.InternalSlots : ProxyMap.Slots;
            for (int i = 0; i < slots.Length; i++)
            {
                Add(ProxyKey.Slot(map, frontend.IP, _input.Name.Protocol, frontend.Port, i), new ProxyValue(slots[i]));
            }
        }

        _chains.Add(chain);
        ProxyMap frontends = inside ? ProxyMap.InternalFrontends : ProxyMap.Frontends;
        Add(ProxyKey.Frontend(frontends, frontend.IP, _input.Name.Protocol, frontend.Port), new ProxyValue(0, chain.Verdict));
    }

    private void AddAffinityList(uint list, ulong[] slots, int seconds)
    {
        if (!_chains.Add(AffinityListChain.Of(list, slots)))
        {
            return;
        }

        for (int i = 0; i < slots.Length; i++)
        {
            var endpoint = new AffinityEndpointChain(list, slots[i], seconds);
            _chains.Add(endpoint);
            Add(ProxyKey.AffinitySlot(list, i), new ProxyValue(0, endpoint.Verdict));
        }
    }

    private void Add(ProxyKey key, ProxyValue value) => _elements.Add(new(key, value));

    private bool Proxied(IPAddress ip) => ip.AddressFamily == AddressFamily.InterNetwork && !_input.NodeServiceAddresses.Contains(ip);

    // The kernel refuses ranges of one set that overlap.
    private static IEnumerable<IPNetwork> Disjoint(ImmutableArray<IPNetwork> networks)
    {
        IPNetwork[] sorted = [.. networks.Where(n => n.BaseAddress.AddressFamily == AddressFamily.InterNetwork).Distinct().OrderBy(n => n.PrefixLength)];
        return sorted.Where((network, i) => !sorted.Take(i).Any(wider => wider.Contains(network.BaseAddress)));
    }

    private readonly record struct Frontend(IPAddress IP, int Port, BalancerRole Role, bool OnNodePort);
}

internal sealed record ServicePlanInput(
    ServicePortName Name,
    ServicePort Port,
    string NodeName,
    string? Zone,
    uint ClusterId,
    uint LocalId,
    IReadOnlyList<IPAddress> NodeServiceAddresses);

using System.Net;
using Tiphys.Network.Conntrack;
using Tiphys.Network.Routing;

namespace Tiphys.Network.Services;

/// <summary>
/// Ends tracked UDP flows to changed Services that do not lead to one of their endpoints: those whose endpoint is gone,
/// and those that began before the Service had one. Their clients would go on sending into nothing.
/// </summary>
internal sealed class UdpFlows(ProxyOptions options) : IDisposable
{
    private readonly ConntrackTable _conntrack = new(options.NodeNamespace);

    public void Dispose() => _conntrack.Dispose();

    internal void Flush(IEnumerable<(ServicePlan? Old, ServicePlan? New)> replaced)
    {
        var endpoints = new Dictionary<ulong, HashSet<ulong>>();
        foreach ((ServicePlan? old, ServicePlan? plan) in replaced)
        {
            if ((old ?? plan)!.Input.Name.Protocol == TransportProtocol.Udp && CanStrand(old, plan))
            {
                ulong[] valid = plan is null ? [] : [.. plan.ClusterSlots, .. plan.LocalSlots];
                Note(old, valid, endpoints);
                Note(plan, valid, endpoints);
            }
        }

        if (endpoints.Count == 0)
        {
            return;
        }

        HashSet<IPAddress> local = LocalAddresses();
        _conntrack.DeleteWhere(TransportProtocol.Udp, flow =>
            (endpoints.TryGetValue(Pack(flow.Destination, flow.DestinationPort), out HashSet<ulong>? valid)
                || (local.Contains(flow.Destination) && endpoints.TryGetValue(Pack(IPAddress.Any, flow.DestinationPort), out valid)))
            && !valid.Contains(Pack(flow.ReplySource, flow.ReplySourcePort)));
    }

    // More endpoints behind the same frontends strand nobody.
    private static bool CanStrand(ServicePlan? old, ServicePlan? plan)
    {
        if (old is null || plan is null || old.ClusterSlots.Length + old.LocalSlots.Length == 0)
        {
            return true;
        }

        return old.ClusterSlots.Except(plan.ClusterSlots).Any()
            || old.LocalSlots.Except(plan.LocalSlots).Any()
            || !Frontends(plan).ToHashSet().SetEquals(Frontends(old));
    }

    private static void Note(ServicePlan? plan, ulong[] valid, Dictionary<ulong, HashSet<ulong>> endpoints)
    {
        foreach (ProxyKey frontend in plan is null ? [] : Frontends(plan))
        {
            ulong destination = (frontend.High & 0xFFFFFFFF00000000) | (frontend.High & 0xFFFF);
            if (!endpoints.TryGetValue(destination, out HashSet<ulong>? set))
            {
                endpoints.Add(destination, set = []);
            }

            set.UnionWith(valid);
        }
    }

    private static IEnumerable<ProxyKey> Frontends(ServicePlan plan) =>
        plan.Elements.Select(e => e.Key).Where(k => k.Map == ProxyMap.Frontends);

    private static ulong Pack(IPAddress address, int port) => ((ulong)ProxyKey.ToUInt32(address) << 32) | (ushort)port;

    private HashSet<IPAddress> LocalAddresses()
    {
        using var socket = new RouteSocket(options.NodeNamespace);
        return [.. socket.ListAddresses().Select(a => a.Address)];
    }
}

using System.Net.Sockets;

namespace Tiphys.Network.Services;

/// <summary>
/// Which endpoints a Service port uses on this node: ready ones, or those that still serve while they terminate when
/// none is ready, separately for the whole cluster and for the node (KEP-1669); topology hints are honoured when every
/// ready endpoint has them and one points here (KEP-2433, KEP-3015).
/// </summary>
internal sealed class EndpointSelection
{
    private enum Topology
    {
        Any,
        Zone,
        Node,
    }

    /// <summary>For traffic that may go to any node.</summary>
    internal IReadOnlyList<ServiceEndpoint> Cluster { get; private init; } = [];

    /// <summary>For traffic that must stay on this node.</summary>
    internal IReadOnlyList<ServiceEndpoint> Local { get; private init; } = [];

    /// <summary>Whether the port has a usable endpoint on any node.</summary>
    internal bool Any { get; private init; }

    internal static EndpointSelection Of(ServicePort port, string nodeName, string? zone)
    {
        ServiceEndpoint[] all = [.. port.Endpoints.Where(e => e.IP.AddressFamily == AddressFamily.InterNetwork)];
        Topology topology = TopologyOf(all, nodeName, zone);
        bool usesCluster = !port.InternalPolicyLocal || port.IsExternal;
        bool usesLocal = port.InternalPolicyLocal || (port.ExternalPolicyLocal && port.IsExternal);
        return new EndpointSelection
        {
            Cluster = usesCluster ? Usable(all, e => Fits(e, topology, nodeName, zone)) : [],
            Local = usesLocal ? Usable(all, e => e.NodeName == nodeName, e => e.NodeName == nodeName) : [],
            Any = Array.Exists(all, e => e.Ready || (e.Serving && e.Terminating)),
        };
    }

    private static ServiceEndpoint[] Usable(ServiceEndpoint[] all, Predicate<ServiceEndpoint> ready, Predicate<ServiceEndpoint>? terminating = null)
    {
        ServiceEndpoint[] usable = Array.FindAll(all, e => e.Ready && ready(e));
        return usable.Length > 0
            ? usable
            : Array.FindAll(all, e => !e.Ready && e.Serving && e.Terminating && (terminating is null || terminating(e)));
    }

    private static Topology TopologyOf(ServiceEndpoint[] all, string nodeName, string? zone)
    {
        ServiceEndpoint[] ready = Array.FindAll(all, e => e.Ready);
        if (ready.Length == 0)
        {
            return Topology.Any;
        }

        if (Array.TrueForAll(ready, e => e.HintNodes.Length > 0) && Array.Exists(ready, e => e.HintNodes.Contains(nodeName)))
        {
            return Topology.Node;
        }

        bool zones = zone is not null && Array.TrueForAll(ready, e => e.HintZones.Length > 0) && Array.Exists(ready, e => e.HintZones.Contains(zone));
        return zones ? Topology.Zone : Topology.Any;
    }

    private static bool Fits(ServiceEndpoint endpoint, Topology topology, string nodeName, string? zone) => topology switch
    {
        Topology.Node => endpoint.HintNodes.Contains(nodeName),
        Topology.Zone => endpoint.HintZones.Contains(zone!),
        _ => true,
    };
}

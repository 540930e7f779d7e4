using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Informers;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Routing;

/// <summary>
/// Routes to the pods of the cluster's other nodes, as a component: each node's pod CIDR by way of its internal address.
/// The nodes must be on one network segment, or the routers between them know the pod CIDRs.
/// </summary>
public sealed partial class NodeRoutes
{
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);
    private readonly IInformer<Node> _nodes;
    private readonly string _ownName;
    private readonly NetworkNamespace? _namespace;
    private readonly ChangeSignal _signal;
    private readonly ILogger _log;
    private readonly Dictionary<IPNetwork, Route> _ours = [];

    /// <summary>Registers with the informer; nothing happens before <see cref="RunAsync"/>.</summary>
    /// <param name="informers">Where Nodes come from.</param>
    /// <param name="nodeName">This node, which needs no route to itself.</param>
    /// <param name="nodeNamespace">The node's network namespace; null is that of the process.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public NodeRoutes(IInformerFactory informers, string nodeName, NetworkNamespace? nodeNamespace, TimeProvider time, ILogger<NodeRoutes> logger)
    {
        ArgumentNullException.ThrowIfNull(informers);
        _ownName = nodeName;
        _namespace = nodeNamespace;
        _log = logger;
        _signal = new ChangeSignal(time);
        _nodes = informers.For<Node>();
        _nodes.AddHandler((before, after) =>
        {
            // Nodes change with every heartbeat; what counts here hardly ever does.
            if (before is null || after is null || !Wanted([before]).SequenceEqual(Wanted([after])))
            {
                _signal.Set();
            }
        });
    }

    /// <summary>Keeps the routes until cancelled; they stay when it ends, so that pods go on reaching each other.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _nodes.WaitForSyncAsync(cancellationToken);
        while (true)
        {
            await _signal.WaitAsync(Sync(), cancellationToken);
        }
    }

    private TimeSpan Sync()
    {
        try
        {
            using var socket = new RouteSocket(_namespace);
            Dictionary<IPNetwork, Route> wanted = Wanted(_nodes.List()).DistinctBy(r => r.Destination).ToDictionary(r => r.Destination);
            List<Route> present = socket.ListRoutes();
            foreach (Route route in wanted.Values.Where(r => !present.Exists(p => p.Destination.Equals(r.Destination) && Equals(p.Gateway, r.Gateway))))
            {
                socket.SetRoute(route);
            }

            foreach (Route gone in _ours.Values.Where(r => !wanted.ContainsKey(r.Destination)).ToArray())
            {
                socket.DeleteRoute(gone);
                _ours.Remove(gone.Destination);
            }

            foreach ((IPNetwork network, Route route) in wanted)
            {
                _ours[network] = route;
            }

            return CheckPeriod;
        }
        catch (Exception e)
        {
            Log.SyncFailed(_log, e);
            return RetryPeriod;
        }
    }

    private IEnumerable<Route> Wanted(IEnumerable<Node> nodes) =>
        from node in nodes
        where node.Metadata.Name != _ownName
        let gateway = node.Status.Addresses.Where(a => a.Type == "InternalIP").Select(a => IPAddress.TryParse(a.Address, out IPAddress? ip) ? ip : null)
            .FirstOrDefault(ip => ip?.AddressFamily == AddressFamily.InterNetwork)
        where gateway is not null
        from cidr in node.Spec.PodCIDRs.IsEmpty ? [node.Spec.PodCIDR] : (IEnumerable<string>)node.Spec.PodCIDRs
        where IPNetwork.TryParse(cidr, out _) && !cidr.Contains(':', StringComparison.Ordinal)
        select new Route { Destination = IPNetwork.Parse(cidr), Gateway = gateway };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Routes to other nodes could not be set; trying again", EventName = "NodeRoutesFailed")]
        internal static partial void SyncFailed(ILogger logger, Exception exception);
    }
}

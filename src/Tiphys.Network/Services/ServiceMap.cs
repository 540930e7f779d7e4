using System.Collections.Immutable;
using System.Net;

namespace Tiphys.Network.Services;

/// <summary>
/// All Services and their endpoints, as the proxy needs them. Unchanged ports keep their <see cref="ServicePort"/>
/// instance from one map to the next: that is how the proxy finds what changed.
/// </summary>
public sealed record ServiceMap
{
    /// <summary>A map without Services.</summary>
    public static ServiceMap Empty { get; } = new();

    /// <summary>Every port of every Service that has a cluster IP.</summary>
    public ImmutableDictionary<ServicePortName, ServicePort> Ports { get; init; } = ImmutableDictionary<ServicePortName, ServicePort>.Empty;

    /// <summary>This node's <c>topology.kubernetes.io/zone</c>, or null.</summary>
    public string? NodeZone { get; init; }
}

/// <summary>What tells a port of a Service apart from all others.</summary>
/// <param name="Namespace">Namespace of the Service.</param>
/// <param name="Name">Name of the Service.</param>
/// <param name="PortName">Name of the port, or "".</param>
/// <param name="Protocol">Transport protocol.</param>
public readonly record struct ServicePortName(string Namespace, string Name, string PortName, TransportProtocol Protocol)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}{(PortName.Length == 0 ? "" : ":")}{PortName}/{Protocol}";
}

/// <summary>One port of a Service, where it can be reached, and the endpoints behind it.</summary>
public sealed record ServicePort
{
    /// <summary>Cluster IPs; addresses of other families than IPv4 are ignored.</summary>
    public required ImmutableArray<IPAddress> ClusterIPs { get; init; }

    /// <summary>The port on cluster IPs, external IPs and load balancer IPs.</summary>
    public required int Port { get; init; }

    /// <summary>The port on the nodes; 0 for none.</summary>
    public int NodePort { get; init; }

    /// <summary><c>spec.externalIPs</c>.</summary>
    public ImmutableArray<IPAddress> ExternalIPs { get; init; } = [];

    /// <summary><c>status.loadBalancer.ingress</c> with ipMode VIP.</summary>
    public ImmutableArray<IPAddress> LoadBalancerIPs { get; init; } = [];

    /// <summary>Networks that may use the load balancer IPs; empty for all.</summary>
    public ImmutableArray<IPNetwork> LoadBalancerSourceRanges { get; init; } = [];

    /// <summary><c>externalTrafficPolicy: Local</c>: traffic from outside goes to this node's endpoints and keeps its source address.</summary>
    public bool ExternalPolicyLocal { get; init; }

    /// <summary><c>internalTrafficPolicy: Local</c>.</summary>
    public bool InternalPolicyLocal { get; init; }

    /// <summary>How long a client stays with its endpoint under <c>sessionAffinity: ClientIP</c>; null for no affinity.</summary>
    public TimeSpan? Affinity { get; init; }

    /// <summary>The endpoints of this port.</summary>
    public ImmutableArray<ServiceEndpoint> Endpoints { get; init; } = [];

    internal bool IsExternal => NodePort > 0 || ExternalIPs.Length > 0 || LoadBalancerIPs.Length > 0;
}

/// <summary>A place that answers for a Service port.</summary>
public sealed record ServiceEndpoint
{
    /// <summary>The endpoint's address.</summary>
    public required IPAddress IP { get; init; }

    /// <summary>The endpoint's port.</summary>
    public required int Port { get; init; }

    /// <summary>Gets new connections.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Answers, though it may be terminating.</summary>
    public bool Serving { get; init; } = true;

    /// <summary>Its pod is being deleted.</summary>
    public bool Terminating { get; init; }

    /// <summary>The node it runs on, or null.</summary>
    public string? NodeName { get; init; }

    /// <summary>Zones that should use it (<c>hints.forZones</c>).</summary>
    public ImmutableArray<string> HintZones { get; init; } = [];

    /// <summary>Nodes that should use it (<c>hints.forNodes</c>).</summary>
    public ImmutableArray<string> HintNodes { get; init; } = [];
}

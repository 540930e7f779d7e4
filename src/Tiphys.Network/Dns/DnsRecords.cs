using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tiphys.Network.Dns;

/// <summary>What the cluster's zone is made of. Safe for concurrent use; an answer sees each Service whole, old or new.</summary>
public interface IDnsRecords
{
    /// <summary>Finds a Service by its key "name.namespace".</summary>
    bool TryFindService(ReadOnlySpan<char> nameAndNamespace, [NotNullWhen(true)] out DnsService? service);

    /// <summary>Whether a namespace exists.</summary>
    bool HasNamespace(ReadOnlySpan<char> name);

    /// <summary>Names, relative to the zone, that an address stands for: Services by cluster IP, endpoints of headless ones.</summary>
    bool TryFindPointers(IPAddress address, [NotNullWhen(true)] out IReadOnlyList<string>? names);
}

/// <summary>A Service as DNS shows it (Kubernetes DNS specification 1.1). Immutable.</summary>
public sealed class DnsService
{
    private static readonly FrozenDictionary<string, ImmutableArray<DnsEndpoint>> NoEndpoints = FrozenDictionary<string, ImmutableArray<DnsEndpoint>>.Empty;
    private readonly FrozenDictionary<string, ImmutableArray<DnsEndpoint>> _byHostname;

    /// <summary>Creates a Service with what stands behind it.</summary>
    public DnsService(
        string @namespace,
        string name,
        ImmutableArray<IPAddress> clusterIPs,
        string? externalName,
        ImmutableArray<DnsPort> ports,
        ImmutableArray<DnsEndpoint> endpoints)
    {
        Namespace = @namespace;
        Name = name;
        ClusterIPs = clusterIPs;
        ExternalName = externalName;
        Ports = ports;
        Endpoints = endpoints;
        _byHostname = endpoints.Length == 0
            ? NoEndpoints
            : endpoints.GroupBy(e => e.Label, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>Namespace.</summary>
    public string Namespace { get; }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>Cluster IPs; none for a headless Service.</summary>
    public ImmutableArray<IPAddress> ClusterIPs { get; }

    /// <summary>The target of a Service of type ExternalName, or null.</summary>
    public string? ExternalName { get; }

    /// <summary>The Service's ports.</summary>
    public ImmutableArray<DnsPort> Ports { get; }

    /// <summary>Endpoints of a headless Service that are ready or whose Service publishes them anyway.</summary>
    public ImmutableArray<DnsEndpoint> Endpoints { get; }

    /// <summary>"name.namespace".</summary>
    public string Key => $"{Name}.{Namespace}";

    internal bool IsHeadless => ClusterIPs.Length == 0 && ExternalName is null;

    internal bool TryFindEndpoints(ReadOnlySpan<char> label, out ImmutableArray<DnsEndpoint> endpoints) =>
        _byHostname.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(label, out endpoints);
}

/// <summary>A named port for SRV records.</summary>
public sealed record DnsPort(string Name, TransportProtocol Protocol, int Port);

/// <summary>An endpoint of a headless Service.</summary>
public sealed record DnsEndpoint
{
    /// <summary>The address.</summary>
    public required IPAddress IP { get; init; }

    /// <summary>The pod's hostname if it belongs to the Service's subdomain, or null.</summary>
    public string? Hostname { get; init; }

    /// <summary>Ports of this endpoint, which may differ from the Service's.</summary>
    public ImmutableArray<DnsPort> Ports { get; init; } = [];

    /// <summary>The endpoint's own label: its hostname, or its address with dashes.</summary>
    public string Label => Hostname ?? IP.ToString().Replace('.', '-').Replace(':', '-');
}

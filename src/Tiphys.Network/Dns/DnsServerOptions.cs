using System.Net;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Dns;

/// <summary>Configuration of a node's DNS server.</summary>
public sealed record DnsServerOptions
{
    /// <summary>Addresses to listen on, over UDP and TCP. They must be on a link of the namespace.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>The cluster's domain.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Networks whose reverse names are the cluster's: those of pods and Services. Others are asked upstream.</summary>
    public IReadOnlyList<IPNetwork> ReverseZones { get; init; } = [];

    /// <summary>How long clients may keep an answer about the cluster.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The file that names the upstream servers; it is read again when it changes.</summary>
    public string ResolvConf { get; init; } = "/etc/resolv.conf";

    /// <summary>Upstream servers instead of those in <see cref="ResolvConf"/>.</summary>
    public IReadOnlyList<IPEndPoint>? Upstreams { get; init; }

    /// <summary>How long one upstream server may take to answer.</summary>
    public TimeSpan UpstreamTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer from upstream is kept at most, whatever its TTL.</summary>
    public TimeSpan MaxCacheTtl { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many answers from upstream are kept.</summary>
    public int CacheEntries { get; init; } = 10_000;

    /// <summary>How many questions may wait for upstream at once; further ones are refused with SERVFAIL.</summary>
    public int MaxForwards { get; init; } = 1_000;

    /// <summary>The namespace to listen in; null is that of the process.</summary>
    public NetworkNamespace? NodeNamespace { get; init; }

    /// <summary>The namespace to ask upstream servers from; null is that of the process.</summary>
    public NetworkNamespace? UpstreamNamespace { get; init; }
}

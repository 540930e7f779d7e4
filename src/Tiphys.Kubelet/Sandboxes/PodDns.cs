using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Sandboxes;

/// <summary>Resolver configuration of pods (upstream: pkg/kubelet/network/dns).</summary>
internal static class PodDns
{
    private const int MaximumServers = 3;
    private const int MaximumSearches = 32;
    private const int MaximumSearchLength = 253;
    private const int MaximumSearchesLength = 2048;

    /// <summary>The node's configuration, out of the text of its resolv.conf.</summary>
    public static Cri.DnsConfig Parse(string resolvConf)
    {
        List<string> servers = [], searches = [], options = [];
        foreach (var line in resolvConf.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            switch (fields[0])
            {
                case "nameserver" when fields.Length > 1:
                    servers.Add(fields[1]);
                    break;
                case "search":
                    searches = [.. fields[1..].Where(search => search != ".").Select(search => search.TrimEnd('.'))];
                    break;
                case "options":
                    options = Merge(options, fields[1..]);
                    break;
            }
        }

        return new Cri.DnsConfig { Servers = servers, Searches = searches, Options = options };
    }

    /// <summary>What a pod gets.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">The node's configuration.</param>
    /// <param name="clusterDns">Address of the cluster's DNS; null: the policy ClusterFirst falls back to Default.</param>
    /// <param name="clusterDomain">Domain of the cluster.</param>
    /// <param name="warn">Told what had to be left out, as the event <c>DNSConfigForming</c> says it.</param>
    public static Cri.DnsConfig Build(Pod pod, Cri.DnsConfig node, string? clusterDns, string clusterDomain, Action<string> warn)
    {
        var config = pod.Spec.DNSPolicy switch
        {
            DNSPolicy.None => new Cri.DnsConfig(),
            DNSPolicy.Default => node,
            DNSPolicy.ClusterFirst when pod.Spec.HostNetwork => node,
            _ when clusterDns is not null => ClusterFirst(pod.Metadata.Namespace, node, clusterDns, clusterDomain),
            _ => node,
        };
        if (pod.Spec.DNSConfig is { } own)
        {
            config = new Cri.DnsConfig
            {
                Servers = [.. config.Servers.Concat(own.Nameservers).Distinct()],
                Searches = [.. config.Searches.Concat(own.Searches).Distinct()],
                Options = Merge(config.Options, own.Options.Select(option => option.Value is { Length: > 0 } value ? $"{option.Name}:{value}" : option.Name)),
            };
        }

        return Limit(config, warn);
    }

    private static Cri.DnsConfig ClusterFirst(string ns, Cri.DnsConfig node, string clusterDns, string domain) => new()
    {
        Servers = [clusterDns],
        Searches = [.. new[] { $"{ns}.svc.{domain}", $"svc.{domain}", domain }.Concat(node.Searches).Distinct()],
        Options = ["ndots:5"],
    };

    // The last of several options of one name counts.
    private static List<string> Merge(IEnumerable<string> options, IEnumerable<string> more)
    {
        var merged = new List<string>();
        foreach (var option in options.Concat(more))
        {
            merged.RemoveAll(each => each.Split(':')[0] == option.Split(':')[0]);
            merged.Add(option);
        }

        return merged;
    }

    private static Cri.DnsConfig Limit(Cri.DnsConfig config, Action<string> warn)
    {
        var servers = config.Servers;
        if (servers.Count > MaximumServers)
        {
            servers = [.. servers.Take(MaximumServers)];
            warn($"Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: {string.Join(' ', servers)}");
        }

        List<string> searches = [.. config.Searches.Take(MaximumSearches).Where(search => search.Length <= MaximumSearchLength)];
        while (string.Join(' ', searches).Length > MaximumSearchesLength)
        {
            searches.RemoveAt(searches.Count - 1);
        }

        if (searches.Count < config.Searches.Count)
        {
            warn($"Search Line limits were exceeded, some search paths have been omitted, the applied search line is: {string.Join(' ', searches)}");
        }

        return new Cri.DnsConfig { Servers = servers, Searches = searches, Options = config.Options };
    }
}

using System.Net;

namespace Tiphys.Network.Dns;

/// <summary>The upstream servers, from the options or from a resolv.conf that is read again when it changed.</summary>
internal sealed class UpstreamServers(DnsServerOptions options, TimeProvider time)
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private IReadOnlyList<IPEndPoint> _servers = [];
    private DateTime _modified;
    private long? _checked;

    internal IReadOnlyList<IPEndPoint> Current
    {
        get
        {
            if (options.Upstreams is { } fixedServers)
            {
                return fixedServers;
            }

            lock (_lock)
            {
                if (_checked is not { } last || time.GetElapsedTime(last) >= CheckEvery)
                {
                    _checked = time.GetTimestamp();
                    Reload();
                }

                return _servers;
            }
        }
    }

    internal static IReadOnlyList<IPEndPoint> Parse(string resolvConf)
    {
        const int mostServers = 3;
        var servers = new List<IPEndPoint>();
        foreach (string line in resolvConf.Split('\n'))
        {
            if (line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries) is ["nameserver", var address, ..]
                && IPAddress.TryParse(address, out IPAddress? ip) && servers.Count < mostServers)
            {
                servers.Add(new IPEndPoint(ip, 53));
            }
        }

        return servers;
    }

    private void Reload()
    {
        DateTime modified = File.GetLastWriteTimeUtc(options.ResolvConf);
        if (modified == _modified)
        {
            return;
        }

        _modified = modified;
        // A server that named itself would ask itself for ever.
        _servers = File.Exists(options.ResolvConf)
            ? [.. Parse(File.ReadAllText(options.ResolvConf)).Where(s => !options.Listen.Any(l => l.Equals(s)))]
            : [];
    }
}

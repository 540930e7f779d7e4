using System.Net;

namespace Tiphys.Containers.Registry;

/// <summary>One server to ask for the content of a registry: the registry itself or a mirror.</summary>
/// <param name="Base">Scheme, host and port, and a path for mirrors below one.</param>
/// <param name="Domain">The registry's name in references.</param>
/// <param name="IsMirror">Whether to go on to the next endpoint without much ado.</param>
/// <param name="Options">Of this server: a mirror has its own, under its own host and port.</param>
internal sealed record RegistryEndpoint(Uri Base, string Domain, bool IsMirror, RegistryHostOptions Options)
{
    /// <summary>The servers for a registry, mirrors first.</summary>
    public static IReadOnlyList<RegistryEndpoint> For(string domain, RegistryOptions options)
    {
        var host = options.Hosts.GetValueOrDefault(domain) ?? new RegistryHostOptions();
        var mirrors = host.Mirrors.Select(
            m => new RegistryEndpoint(m, domain, true, options.Hosts.GetValueOrDefault(m.Authority) ?? new RegistryHostOptions()));
        return [.. mirrors, Origin(domain, host)];
    }

    /// <summary>The registry itself.</summary>
    public static RegistryEndpoint Origin(string domain, RegistryHostOptions options)
    {
        // Docker Hub's name is not the name of its API server.
        var authority = domain == ImageReference.DefaultDomain ? "registry-1.docker.io" : domain;
        var address = new Uri("https://" + authority);
        var plain = options.PlainHttp ?? (IsLoopback(address) && !domain.EndsWith(":443", StringComparison.Ordinal));
        return new RegistryEndpoint(plain ? new Uri("http://" + authority) : address, domain, false, options);
    }

    /// <summary>The address of a path below <c>/v2/</c>.</summary>
    public Uri Resolve(string path)
    {
        var root = Base.AbsoluteUri.TrimEnd('/');
        root = root.EndsWith("/v2", StringComparison.Ordinal) ? root : root + "/v2";
        var query = IsMirror ? (path.Contains('?') ? "&" : "?") + "ns=" + Uri.EscapeDataString(Domain) : "";
        return new Uri($"{root}/{path}{query}");
    }

    private static bool IsLoopback(Uri address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
}

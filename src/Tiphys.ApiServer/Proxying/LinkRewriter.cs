namespace Tiphys.ApiServer.Proxying;

/// <summary>Turns links to a proxied server into links through the proxy, as upstream's proxy transport does.</summary>
/// <param name="prefix">Path up to and with <c>proxy</c>: what a link from the server's root needs before it.</param>
/// <param name="target">The request as the server gets it.</param>
/// <param name="requestHost">Host that the client asked for.</param>
internal sealed class LinkRewriter(string prefix, Uri target, string requestHost)
{
    /// <summary>Tells the server under which path it is seen.</summary>
    public void AddForwardedHeaders(HttpRequestMessage request)
    {
        request.Headers.Remove("X-Forwarded-Uri");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Uri", Join(target.AbsolutePath));
    }

    /// <summary>The link to use instead; links to elsewhere and relative ones stay.</summary>
    public string Rewrite(string link)
    {
        var (origin, host, rest) = Split(link);
        if (!rest.StartsWith('/') || (host.Length > 0 && host != target.Authority && host != requestHost))
        {
            return link;
        }

        // The host that the client knows may stay; that of the server is unknown to it.
        var kept = host == requestHost ? origin : "";
        if (rest.StartsWith(prefix, StringComparison.Ordinal))
        {
            return kept + rest;
        }

        var end = rest.IndexOfAny(['?', '#']);
        return end < 0 ? kept + Join(rest) : kept + Join(rest[..end]) + rest[end..];
    }

    // https://host/path → (https://host, host, /path); /path → ("", "", /path); mailto:x → ("", "", mailto:x)
    private static (string Origin, string Host, string Path) Split(string link)
    {
        var start = link.StartsWith("//", StringComparison.Ordinal) ? 2 : SchemeEnd(link);
        if (start == 0)
        {
            return ("", "", link);
        }

        var end = link.IndexOfAny(['/', '?', '#'], start);
        end = end < 0 ? link.Length : end;
        var host = link[start..end];
        return (link[..end], host[(host.LastIndexOf('@') + 1)..], link[end..]);
    }

    private static int SchemeEnd(string link)
    {
        var end = link.IndexOf("://", StringComparison.Ordinal);
        return end > 0 && link.AsSpan(0, end).IndexOfAny("/?#") < 0 ? end + 3 : 0;
    }

    private string Join(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var joined = parts.Length == 0 ? prefix : prefix + "/" + string.Join('/', parts);
        return path.EndsWith('/') ? joined + "/" : joined;
    }
}

using Microsoft.AspNetCore.Http;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Cuts a path at <c>/proxy</c>.</summary>
internal static class ProxyPath
{
    /// <summary>What leads to the proxied server, and what is meant for it, escaped as the client did.</summary>
    public static (string Prefix, string Path) Split(string rawTarget, PathString normalized)
    {
        var raw = rawTarget.Split('?', 2)[0];

        // A path with dot segments means another one than it says: then the normalized form counts, which was authorized.
        if (!raw.StartsWith('/') || raw.Contains("/.", StringComparison.Ordinal) || raw.Contains("%2e", StringComparison.OrdinalIgnoreCase))
        {
            raw = normalized.ToUriComponent();
        }

        // Names may be anything: the place is known by its number. /api/v1/[namespaces/NS/]RESOURCE/NAME/proxy
        var segments = raw.StartsWith("/api/v1/namespaces/", StringComparison.Ordinal) ? 7 : 5;
        var position = 0;
        for (var i = 0; i < segments; i++)
        {
            position = raw.IndexOf('/', position + 1);
            if (position < 0)
            {
                return (raw, "");
            }
        }

        return (raw[..position], raw[position..]);
    }
}

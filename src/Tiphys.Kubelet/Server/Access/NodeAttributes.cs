namespace Tiphys.Kubelet.Server.Access;

/// <summary>As which access to a subresource of its node the kubelet sees a request (upstream's fine-grained authorization).</summary>
internal static class NodeAttributes
{
    // What may be allowed by itself, and else by "proxy" like everything.
    private static readonly (string Path, string Subresource)[] Fine =
        [("/pods", "pods"), ("/healthz", "healthz"), ("/configz", "configz"), ("/runningpods", "pods")];

    private static readonly (string Path, string Subresource)[] Coarse =
        [("/stats", "stats"), ("/metrics", "metrics"), ("/logs", "log")];

    /// <summary>The verb, and the subresources of which one must be allowed.</summary>
    public static (string Verb, IReadOnlyList<string> Subresources) Of(string method, string path)
    {
        var verb = method switch
        {
            "POST" => "create",
            "GET" => "get",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => "delete",
            _ => "",
        };
        return (verb, [.. Matching(Fine, path).Take(1), .. Matching(Coarse, path).DefaultIfEmpty("proxy").Take(1)]);
    }

    private static IEnumerable<string> Matching((string Path, string Subresource)[] rules, string path) => rules
        .Where(rule => path == rule.Path || path.StartsWith(rule.Path + "/", StringComparison.Ordinal))
        .Select(rule => rule.Subresource);
}

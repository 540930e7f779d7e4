using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Reads what a request asks for from its method, path and query.</summary>
internal static class RequestInfoParser
{
    private static readonly string[] NamespaceSubresources = ["status", "finalize"];

    public static RequestInfo Parse(HttpRequest request) => Parse(request.Method, PathOf(request), request.Query);

    public static RequestInfo Parse(string method, string path, IQueryCollection query)
    {
        var plain = new RequestInfo { Path = path, Verb = method.ToLowerInvariant() };
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var group = parts.Length > 0 && parts[0] == "apis";
        var start = group ? 3 : 2;
        if (parts.Length <= start || parts[0] is not ("api" or "apis"))
        {
            return plain;
        }

        var info = plain with
        {
            IsResourceRequest = true,
            Prefix = parts[0],
            Group = group ? parts[1] : "",
            Version = parts[start - 1],
            Verb = Verb(method),
        };
        var rest = parts.AsSpan(start);
        if (rest[0] == "watch" && rest.Length > 1)
        {
            info = info with { Verb = "watch" };
            rest = rest[1..];
        }

        return Refine(Resource(info, rest), query);
    }

    /// <summary>A boolean of the query as upstream reads it: there, and neither <c>false</c> nor <c>0</c>.</summary>
    public static bool Flag(IQueryCollection query, string name) =>
        query.ContainsKey(name) && First(query, name) is not ("false" or "0");

    /// <summary>A parameter of the query: the first when there are several, empty when there is none.</summary>
    public static string First(IQueryCollection query, string name) => query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? "" : "";

    // Dots and encoded slashes stay what the client sent: they are no part of any name, and must not lead to another object.
    private static string PathOf(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = raw.AsSpan(0, raw.IndexOf('?') is >= 0 and var end ? end : raw.Length);
        return path is ['/', ..] && (path.Contains("/.", StringComparison.Ordinal) || path.Contains("%2f", StringComparison.OrdinalIgnoreCase))
            ? Uri.UnescapeDataString(path.ToString())
            : request.Path.Value ?? "/";
    }

    private static RequestInfo Resource(RequestInfo info, ReadOnlySpan<string> rest)
    {
        if (rest[0] == "namespaces" && rest.Length > 1)
        {
            info = info with { Namespace = rest[1] };
            if (rest.Length > 2 && !NamespaceSubresources.Contains(rest[2]))
            {
                rest = rest[2..];
            }
        }

        return info with
        {
            Resource = rest[0],
            Name = rest.Length > 1 ? rest[1] : "",
            Subresource = rest.Length > 2 ? rest[2] : "",
            Trailing = rest.Length > 3 ? string.Join("/", rest[3..]!) : "",
        };
    }

    private static RequestInfo Refine(RequestInfo info, IQueryCollection query)
    {
        if (info.Name.Length > 0)
        {
            return info;
        }

        var selector = First(query, "fieldSelector");
        return info.Verb switch
        {
            // A selector of one name lends it to authorization, so that rules with resource names can allow a list.
            "get" => info with { Verb = Flag(query, "watch") ? "watch" : "list", Name = PinnedName(selector), FieldSelector = selector },
            "watch" => info with { Name = PinnedName(selector), FieldSelector = selector },
            "delete" => info with { Verb = "deletecollection", FieldSelector = selector },
            _ => info,
        };
    }

    /// <summary>The one name that a field selector selects; empty when it selects otherwise.</summary>
    public static string PinnedName(string selector) =>
        selector.StartsWith("metadata.name=", StringComparison.Ordinal) && !selector.Contains(',') ? selector["metadata.name=".Length..].TrimStart('=') : "";

    private static string Verb(string method) => method switch
    {
        "GET" or "HEAD" => "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "",
    };
}

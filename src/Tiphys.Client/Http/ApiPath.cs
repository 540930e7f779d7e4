using System.Globalization;
using System.Text;

namespace Tiphys.Client.Http;

/// <summary>Builds the path and query of requests.</summary>
internal static class ApiPath
{
    public static string Of(ResourceDefinition resource, string? ns, string? name = null, string? subresource = null)
    {
        var path = new StringBuilder(resource.Resource.BasePath);
        if (resource.Namespaced && !string.IsNullOrEmpty(ns))
        {
            path.Append("/namespaces/").Append(Uri.EscapeDataString(ns));
        }

        path.Append('/').Append(resource.Plural);
        if (name is not null)
        {
            // An empty name would turn a request for one object into one for all of them.
            ArgumentException.ThrowIfNullOrEmpty(name);
            path.Append('/').Append(Uri.EscapeDataString(name));
        }

        return string.IsNullOrEmpty(subresource) ? path.ToString() : path.Append('/').Append(subresource).ToString();
    }

    public static string Query(ListRequest request) => Query(
        ("labelSelector", request.LabelSelector),
        ("fieldSelector", request.FieldSelector),
        ("resourceVersion", request.ResourceVersion),
        ("limit", request.Limit > 0 ? request.Limit.ToString(CultureInfo.InvariantCulture) : null),
        ("continue", request.Continue));

    public static string Query(WatchRequest request, int timeoutSeconds) => Query(
        ("watch", "true"),
        ("labelSelector", request.LabelSelector),
        ("fieldSelector", request.FieldSelector),
        ("resourceVersion", request.ResourceVersion),
        ("allowWatchBookmarks", request.AllowBookmarks || request.SendInitialEvents ? "true" : null),
        ("sendInitialEvents", request.SendInitialEvents ? "true" : null),
        ("resourceVersionMatch", request.SendInitialEvents ? "NotOlderThan" : null),
        ("timeoutSeconds", timeoutSeconds.ToString(CultureInfo.InvariantCulture)));

    public static string Query(PatchRequest request) => Query(
        ("fieldManager", request.FieldManager),
        ("force", request.Force ? "true" : null));

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }
}

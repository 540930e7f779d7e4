using Tiphys.Api.Discovery.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Discovery;

/// <summary>A field of the beta version, which version 1 reads but does not write (pkg/registry/discovery/endpointslice).</summary>
internal static class DeprecatedTopology
{
    private const string HostLabel = "kubernetes.io/hostname";

    /// <summary>The slice without the field, unless its endpoints are as they were. A node that it named moves to where nodes are named now.</summary>
    public static EndpointSlice Drop(EndpointSlice value, EndpointSlice? old)
    {
        if (old is not null && old.Endpoints == value.Endpoints)
        {
            return value;
        }

        var known = (old?.Endpoints ?? default).Select(endpoint => endpoint.DeprecatedTopology.GetValueOrDefault(HostLabel) ?? "").ToHashSet(StringComparer.Ordinal);
        return value with
        {
            Endpoints = value.Endpoints.Map(endpoint => endpoint with { NodeName = endpoint.NodeName ?? Node(endpoint, known), DeprecatedTopology = default }),
        };
    }

    private static string? Node(Endpoint endpoint, HashSet<string> known) =>
        endpoint.DeprecatedTopology.GetValueOrDefault(HostLabel) is { Length: > 0 } name && known.Contains(name) && !Names.Subdomain(name).Any() ? name : null;
}

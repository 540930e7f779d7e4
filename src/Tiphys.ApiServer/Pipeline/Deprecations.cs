namespace Tiphys.ApiServer.Pipeline;

/// <summary>Kinds whose use is told to be deprecated, whatever the verb (k8s.io/api, the kinds' prerelease lifecycles).</summary>
internal static class Deprecations
{
    /// <summary>The warning for a kind; null when it has none.</summary>
    public static string? Warning(GroupVersionKind kind) => kind switch
    {
        { Group: "", Kind: "ComponentStatus" } => "v1 ComponentStatus is deprecated in v1.19+",
        { Group: "", Kind: "Endpoints" } => "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
        _ => null,
    };
}

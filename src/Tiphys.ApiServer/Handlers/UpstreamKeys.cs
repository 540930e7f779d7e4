using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Where upstream keeps an object in its store, which the message of one conflict shows.</summary>
internal static class UpstreamKeys
{
    /// <summary>The key of an object.</summary>
    public static string Of(ResourceInfo resource, string ns, string name)
    {
        var folder = (resource.Group, resource.Plural) switch
        {
            ("", "services") => "services/specs",
            ("", "endpoints") => "services/endpoints",
            ("", "nodes") => "minions",
            ("", "replicationcontrollers") => "controllers",
            ("networking.k8s.io", "ingresses") => "ingress",
            ("apiextensions.k8s.io" or "apiregistration.k8s.io", var plural) => $"{resource.Group}/{plural}",
            (_, var plural) => plural,
        };
        return ns.Length > 0 ? $"/registry/{folder}/{ns}/{name}" : $"/registry/{folder}/{name}";
    }
}

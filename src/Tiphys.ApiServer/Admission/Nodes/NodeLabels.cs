namespace Tiphys.ApiServer.Admission.Nodes;

/// <summary>Labels that a node may not give itself: they would let it draw workloads that are not for it.</summary>
internal static class NodeLabels
{
    private static readonly string[] Own =
    [
        "kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region", "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type", "kubernetes.io/os",
        "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch",
    ];

    /// <summary>The forbidden ones among those that differ, by name.</summary>
    public static IReadOnlyList<string> Forbidden(ApiMap<string> labels, ApiMap<string> old) => labels.Keys.Union(old.Keys)
        .Where(key => !labels.TryGetValue(key, out var now) || !old.TryGetValue(key, out var before) || now != before)
        .Where(IsForbidden)
        .Order(StringComparer.Ordinal)
        .ToList();

    private static bool IsForbidden(string key)
    {
        var slash = key.IndexOf('/');
        var domain = slash < 0 ? "" : key[..slash];
        return IsWithin(domain, "node-restriction.kubernetes.io")
            || ((IsWithin(domain, "kubernetes.io") || IsWithin(domain, "k8s.io"))
                && !Own.Contains(key) && !IsWithin(domain, "kubelet.kubernetes.io") && !IsWithin(domain, "node.kubernetes.io"));
    }

    private static bool IsWithin(string domain, string parent) => domain == parent || domain.EndsWith("." + parent, StringComparison.Ordinal);
}

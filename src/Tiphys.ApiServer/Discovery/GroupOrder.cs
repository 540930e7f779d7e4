namespace Tiphys.ApiServer.Discovery;

/// <summary>The order in which upstream's discovery lists API groups: clients that find a kind in two groups take the first.</summary>
internal static class GroupOrder
{
    private static readonly string[] Known =
    [
        "", "apiregistration.k8s.io", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch",
        "certificates.k8s.io", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "admissionregistration.k8s.io",
        "apiextensions.k8s.io", "scheduling.k8s.io", "coordination.k8s.io", "node.k8s.io", "discovery.k8s.io", "resource.k8s.io",
        "flowcontrol.apiserver.k8s.io",
    ];

    /// <summary>Position of a group; unknown ones come last.</summary>
    public static int Of(string group) => Array.IndexOf(Known, group) is var index and >= 0 ? index : Known.Length;
}

using Tiphys.Api.Rbac.V1;

namespace Tiphys.ApiServer.Authorization.Nodes;

/// <summary>What every node may do, whatever runs on it (upstream's <c>NodeRules</c>).</summary>
internal static class NodeRules
{
    private static readonly ApiList<string> Read = ["get", "list", "watch"];

    /// <summary>The rules for what is not told apart object by object.</summary>
    public static IReadOnlyList<PolicyRule> All { get; } =
    [
        Rule(["create"], "authentication.k8s.io", "tokenreviews"),
        Rule(["create"], "authorization.k8s.io", "subjectaccessreviews", "localsubjectaccessreviews"),
        Rule(Read, "", "services"),
        Rule(["create", "update", "patch"], "", "events"),
        Rule(["create", "update", "patch"], "events.k8s.io", "events"),
        Rule(["get"], "", "endpoints"),
        Rule(["create", "get", "list", "watch"], "certificates.k8s.io", "certificatesigningrequests"),
        Rule(Read, "storage.k8s.io", "csidrivers"),
        Rule(Read, "node.k8s.io", "runtimeclasses"),
    ];

    private static PolicyRule Rule(ApiList<string> verbs, string group, params string[] resources) =>
        new() { Verbs = verbs, APIGroups = [group], Resources = [.. resources] };
}

using Tiphys.Api.Core.V1;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.PodGC;

/// <summary>Which pods nobody else will end (<c>pkg/controller/podgc</c>).</summary>
internal static class PodGCCore
{
    private const string OutOfService = "node.kubernetes.io/out-of-service";

    /// <summary>Ended pods beyond the number that is kept: evicted ones first, then the oldest.</summary>
    public static IEnumerable<Pod> Surplus(IReadOnlyCollection<Pod> pods, int threshold)
    {
        var ended = pods.Where(PodFacts.HasEnded).ToList();
        return threshold <= 0 || ended.Count <= threshold
            ? []
            : ended
                .OrderByDescending(pod => pod.Status is { Phase: PodPhase.Failed, Reason: "Evicted" })
                .ThenBy(pod => pod.Metadata.CreationTimestamp)
                .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
                .Take(ended.Count - threshold);
    }

    /// <summary>Pods in deletion that no kubelet will end: never on a node, or on one that was taken out of service.</summary>
    public static IEnumerable<Pod> Abandoned(IEnumerable<Pod> pods, Func<string, Node?> nodes) => pods.Where(pod =>
        pod.Metadata.DeletionTimestamp is not null
            && (pod.Spec.NodeName.Length == 0 || (nodes(pod.Spec.NodeName) is { } node && IsOutOfService(node))));

    /// <summary>Names of nodes that pods are on but that do not exist.</summary>
    public static IEnumerable<string> MissingNodes(IEnumerable<Pod> pods, Func<string, Node?> nodes) =>
        pods.Select(pod => pod.Spec.NodeName).Where(name => name.Length > 0).Distinct().Where(name => nodes(name) is null);

    private static bool IsOutOfService(Node node) =>
        node.Spec.Taints.Any(taint => taint.Key == OutOfService)
            && !node.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" });
}

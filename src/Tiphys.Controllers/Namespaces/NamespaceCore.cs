using Tiphys.Api.Core.V1;

namespace Tiphys.Controllers.Namespaces;

/// <summary>What is left of a namespace that is being deleted.</summary>
internal sealed record NamespaceContent
{
    /// <summary>Objects left, by <c>resource.group</c>.</summary>
    public IReadOnlyDictionary<string, int> Remaining { get; init; } = new Dictionary<string, int>();

    /// <summary>Objects left, by the finalizer that they wait for.</summary>
    public IReadOnlyDictionary<string, int> Finalizers { get; init; } = new Dictionary<string, int>();

    /// <summary>What could not be deleted.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    public bool IsEmpty => Remaining.Count == 0 && Failures.Count == 0;
}

/// <summary>Tells in conditions how the deletion of a namespace goes (<c>pkg/controller/namespace/deletion/status_condition_utils.go</c>).</summary>
internal static class NamespaceCore
{
    public static NamespaceStatus Status(Namespace ns, NamespaceContent content, Time now) => ns.Status with
    {
        Conditions = Conditions(content).Aggregate(ns.Status.Conditions, (conditions, condition) => Set(conditions, condition, now)),
    };

    private static IEnumerable<NamespaceCondition> Conditions(NamespaceContent content)
    {
        yield return Fine(NamespaceConditionType.NamespaceDeletionDiscoveryFailure, "ResourcesDiscovered", "All resources successfully discovered");
        yield return Fine(NamespaceConditionType.NamespaceDeletionGroupVersionParsingFailure, "ParsedGroupVersions", "All legacy kube types successfully parsed");
        yield return content.Failures.Count == 0
            ? Fine(
                NamespaceConditionType.NamespaceDeletionContentFailure,
                "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization")
            : Bad(
                NamespaceConditionType.NamespaceDeletionContentFailure,
                "ContentDeletionFailed",
                $"Failed to delete all resource types, {content.Failures.Count} remaining: {string.Join(", ", content.Failures.Order(StringComparer.Ordinal))}");
        yield return content.Remaining.Count == 0
            ? Fine(NamespaceConditionType.NamespaceContentRemaining, "ContentRemoved", "All content successfully removed")
            : Bad(
                NamespaceConditionType.NamespaceContentRemaining,
                "SomeResourcesRemain",
                $"Some resources are remaining: {Listed(content.Remaining, "has")}");
        yield return content.Finalizers.Count == 0
            ? Fine(NamespaceConditionType.NamespaceFinalizersRemaining, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
            : Bad(
                NamespaceConditionType.NamespaceFinalizersRemaining,
                "SomeFinalizersRemain",
                $"Some content in the namespace has finalizers remaining: {Listed(content.Finalizers, "in")}");
    }

    private static string Listed(IReadOnlyDictionary<string, int> counts, string verb) =>
        string.Join(", ", counts.Select(entry => $"{entry.Key} {verb} {entry.Value} resource instances").Order(StringComparer.Ordinal));

    private static NamespaceCondition Fine(string type, string reason, string message) =>
        NamespaceCondition.Empty with { Type = type, Status = "False", Reason = reason, Message = message };

    private static NamespaceCondition Bad(string type, string reason, string message) =>
        NamespaceCondition.Empty with { Type = type, Status = "True", Reason = reason, Message = message };

    private static ApiList<NamespaceCondition> Set(ApiList<NamespaceCondition> conditions, NamespaceCondition wanted, Time now)
    {
        var index = conditions.FindIndex(condition => condition.Type == wanted.Type);
        if (index < 0)
        {
            return conditions.Add(wanted with { LastTransitionTime = now });
        }

        var current = conditions[index];
        return conditions.SetItem(index, wanted with { LastTransitionTime = current.Status == wanted.Status ? current.LastTransitionTime : now });
    }
}

using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>
/// What of the nodes that a pod requires may change before it is scheduled: terms may get more conditions, none may go
/// (pkg/apis/core/validation, validateNodeAffinityMutation).
/// </summary>
internal static class NodeAffinityChange
{
    public static void Check(NodeAffinity? affinity, NodeAffinity? old, FieldErrors errors, FieldPath path)
    {
        var before = old?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? default;
        var now = affinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? default;
        var at = path.Child("requiredDuringSchedulingIgnoredDuringExecution").Child("nodeSelectorTerms");
        if (!before.IsEmpty && before.Count != now.Count)
        {
            errors.InvalidValue(at, Shown(now), "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }

        for (var i = 0; i < before.Count; i++)
        {
            if (!OnlyAdds(now[i], before[i]))
            {
                errors.InvalidValue(at.Index(i), Shown(now[i]), "only additions are allowed (no mutations or deletions)");
            }
        }
    }

    // A term without conditions selects nothing and stays so.
    private static bool OnlyAdds(NodeSelectorTerm term, NodeSelectorTerm old) => old.MatchExpressions.IsEmpty && old.MatchFields.IsEmpty
        ? term.MatchExpressions.IsEmpty && term.MatchFields.IsEmpty
        : StartsWith(term.MatchExpressions, old.MatchExpressions) && StartsWith(term.MatchFields, old.MatchFields);

    private static bool StartsWith(ApiList<NodeSelectorRequirement> items, ApiList<NodeSelectorRequirement> start) =>
        items.Count >= start.Count && items.Take(start.Count).SequenceEqual(start);

    private static string Shown(ApiList<NodeSelectorTerm> terms) => terms.IsDefault ? "null" : "[" + string.Join(",", terms.Select(Shown)) + "]";

    private static string Shown(NodeSelectorTerm term) =>
        $"{{\"MatchExpressions\":{Shown(term.MatchExpressions)},\"MatchFields\":{Shown(term.MatchFields)}}}";

    private static string Shown(ApiList<NodeSelectorRequirement> requirements) => requirements.IsDefault
        ? "null"
        : "[" + string.Join(",", requirements.Select(Shown)) + "]";

    private static string Shown(NodeSelectorRequirement requirement)
    {
        var values = requirement.Values.IsDefault ? "null" : "[" + string.Join(",", requirement.Values.Select(FieldErrors.Quote)) + "]";
        return $"{{\"Key\":{FieldErrors.Quote(requirement.Key)},\"Operator\":{FieldErrors.Quote(requirement.Operator)},\"Values\":{values}}}";
    }
}

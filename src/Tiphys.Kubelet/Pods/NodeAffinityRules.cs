using System.Globalization;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Pods;

/// <summary>Whether a pod's node selector and required node affinity allow a node (upstream: component-helpers/scheduling/corev1/nodeaffinity).</summary>
internal static class NodeAffinityRules
{
    public static bool Allow(PodSpec spec, Node node)
    {
        var labels = node.Metadata.Labels;
        var required = spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        return spec.NodeSelector.All(each => labels.TryGetValue(each.Key, out var value) && value == each.Value)
            && (required is null || required.NodeSelectorTerms.Any(term => Matches(term, node)));
    }

    // A term without requirements fits no node.
    private static bool Matches(NodeSelectorTerm term, Node node) =>
        !(term.MatchExpressions.IsEmpty && term.MatchFields.IsEmpty)
        && term.MatchExpressions.All(each => Matches(each, node.Metadata.Labels.GetValueOrDefault(each.Key)))
        && term.MatchFields.All(each => Matches(each, each.Key == "metadata.name" ? node.Metadata.Name : null));

    private static bool Matches(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        NodeSelectorOperator.In => value is not null && requirement.Values.Contains(value),
        NodeSelectorOperator.NotIn => value is null || !requirement.Values.Contains(value),
        NodeSelectorOperator.Exists => value is not null,
        NodeSelectorOperator.DoesNotExist => value is null,
        NodeSelectorOperator.Gt => Compare(value, requirement) > 0,
        NodeSelectorOperator.Lt => Compare(value, requirement) < 0,
        _ => false,
    };

    private static int Compare(string? value, NodeSelectorRequirement requirement) =>
        long.TryParse(value, CultureInfo.InvariantCulture, out var number)
        && requirement.Values.Count == 1
        && long.TryParse(requirement.Values[0], CultureInfo.InvariantCulture, out var bound)
            ? number.CompareTo(bound)
            : 0;
}

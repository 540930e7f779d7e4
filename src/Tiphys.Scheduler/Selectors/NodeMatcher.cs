using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler.Selectors;

/// <summary>The nodes that a pod's <c>nodeSelector</c> and required node affinity allow.</summary>
internal sealed class NodeMatcher
{
    private const string NameField = "metadata.name";

    private readonly LabelRequirement[] _selector;
    private readonly NodeSelectorTerm[]? _terms;

    private NodeMatcher(LabelRequirement[] selector, NodeSelectorTerm[]? terms)
    {
        _selector = selector;
        _terms = terms;
    }

    /// <summary>True when every node is allowed.</summary>
    internal bool IsEmpty => _selector.Length == 0 && _terms is null;

    internal static NodeMatcher Of(PodSpec spec) => new(
        [.. spec.NodeSelector.Select(label => LabelMatcher.Equal(label.Key, label.Value))],
        spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is { } required ? [.. required.NodeSelectorTerms] : null);

    internal bool Matches(Node node)
    {
        foreach (var requirement in _selector)
        {
            if (!requirement.Matches(node.Metadata.Labels))
            {
                return false;
            }
        }

        return _terms is null || Array.Exists(_terms, term => Matches(term, node));
    }

    /// <summary>True when the node fits a term; an empty term fits no node.</summary>
    internal static bool Matches(NodeSelectorTerm term, Node node)
    {
        if (term.MatchExpressions.IsEmpty && term.MatchFields.IsEmpty)
        {
            return false;
        }

        foreach (var item in term.MatchExpressions)
        {
            if (!new LabelRequirement(item.Key, item.Operator, item.Values).Matches(node.Metadata.Labels))
            {
                return false;
            }
        }

        foreach (var item in term.MatchFields)
        {
            if (!new LabelRequirement(item.Key, item.Operator, item.Values).Matches(item.Key == NameField ? node.Metadata.Name : null))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The only nodes that can match, when each term names its nodes, as those of daemon sets do; null when any could. Saves looking at
    /// thousands of nodes for a pod that may only go to one.
    /// </summary>
    internal HashSet<string>? NamedNodes()
    {
        if (_terms is null or [])
        {
            return null;
        }

        var union = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in _terms)
        {
            HashSet<string>? named = null;
            foreach (var item in term.MatchFields.Filter(item => item.Key == NameField && item.Operator == NodeSelectorOperator.In))
            {
                named = named is null ? [.. item.Values] : [.. named.Intersect(item.Values)];
            }

            if (named is null)
            {
                return null;
            }

            union.UnionWith(named);
        }

        return union;
    }
}

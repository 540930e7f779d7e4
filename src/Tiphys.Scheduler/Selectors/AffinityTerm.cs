using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Selectors;

/// <summary>A term of pod affinity or anti-affinity: the pods it speaks of, and the label that says which nodes are one place.</summary>
internal sealed class AffinityTerm
{
    private readonly HashSet<string> _namespaces;
    private readonly LabelMatcher? _namespaceSelector;
    private readonly LabelMatcher _selector;

    internal AffinityTerm(PodAffinityTerm term, string podNamespace, int weight = 0)
    {
        _namespaces = [.. term.Namespaces];
        if (_namespaces.Count == 0 && term.NamespaceSelector is null)
        {
            _namespaces.Add(podNamespace);
        }

        _namespaceSelector = term.NamespaceSelector is null ? null : LabelMatcher.Of(term.NamespaceSelector);
        _selector = LabelMatcher.Of(term.LabelSelector);
        TopologyKey = term.TopologyKey;
        Weight = weight;
        PodsKey = $"{string.Join(',', _namespaces.Order(StringComparer.Ordinal))}/{_namespaceSelector?.Key}/{_selector.Key}";
    }

    /// <summary>Canonical text of which pods it speaks of, whatever the label of the place.</summary>
    internal string PodsKey { get; }

    /// <summary>True when labels of namespaces decide too: then counts of pods cannot be kept, for they change with those labels.</summary>
    internal bool SelectsNamespaces => _namespaceSelector is not null;

    internal string TopologyKey { get; }

    /// <summary>Weight of a preferred term.</summary>
    internal int Weight { get; }

    internal bool Matches(PodInfo pod, Func<string, ApiMap<string>> namespaceLabels) =>
        (_namespaces.Contains(pod.Namespace) || _namespaceSelector?.Matches(namespaceLabels(pod.Namespace)) == true)
        && _selector.Matches(pod.Labels);

    internal static AffinityTerm[] Required(ApiList<PodAffinityTerm> terms, string ns) => [.. terms.Select(term => new AffinityTerm(term, ns))];

    internal static AffinityTerm[] Preferred(ApiList<WeightedPodAffinityTerm> terms, string ns) =>
        [.. terms.Select(term => new AffinityTerm(term.PodAffinityTerm, ns, term.Weight))];
}

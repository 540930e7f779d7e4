using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>
/// Writes the pod's own label values into its selectors of other pods, where these name label keys
/// (<c>matchLabelKeys</c>, <c>mismatchLabelKeys</c>; KEP-3633, KEP-3243).
/// </summary>
internal static class SelectorKeys
{
    public static PodSpec Merge(PodSpec spec, ApiMap<string> labels) => spec with
    {
        Affinity = spec.Affinity is { } affinity ? Merge(affinity, labels) : null,
        TopologySpreadConstraints = spec.TopologySpreadConstraints.Map(constraint => constraint.LabelSelector is not { } selector
            ? constraint
            : constraint with { LabelSelector = Merge(selector, constraint.MatchLabelKeys, LabelSelectorOperator.In, labels) }),
    };

    private static Affinity Merge(Affinity affinity, ApiMap<string> labels) => affinity with
    {
        PodAffinity = affinity.PodAffinity is not { } near ? null : near with
        {
            RequiredDuringSchedulingIgnoredDuringExecution = near.RequiredDuringSchedulingIgnoredDuringExecution.Map(term => Merge(term, labels)),
            PreferredDuringSchedulingIgnoredDuringExecution = near.PreferredDuringSchedulingIgnoredDuringExecution.Map(term => Merge(term, labels)),
        },
        PodAntiAffinity = affinity.PodAntiAffinity is not { } far ? null : far with
        {
            RequiredDuringSchedulingIgnoredDuringExecution = far.RequiredDuringSchedulingIgnoredDuringExecution.Map(term => Merge(term, labels)),
            PreferredDuringSchedulingIgnoredDuringExecution = far.PreferredDuringSchedulingIgnoredDuringExecution.Map(term => Merge(term, labels)),
        },
    };

    private static WeightedPodAffinityTerm Merge(WeightedPodAffinityTerm term, ApiMap<string> labels) =>
        term with { PodAffinityTerm = Merge(term.PodAffinityTerm, labels) };

    private static PodAffinityTerm Merge(PodAffinityTerm term, ApiMap<string> labels)
    {
        if (term.LabelSelector is not { } selector)
        {
            return term;
        }

        var matching = Merge(selector, term.MatchLabelKeys, LabelSelectorOperator.In, labels);
        return term with { LabelSelector = Merge(matching, term.MismatchLabelKeys, LabelSelectorOperator.NotIn, labels) };
    }

    private static LabelSelector Merge(LabelSelector selector, ApiList<string> keys, string operation, ApiMap<string> labels)
    {
        var requirements = keys
            .Where(key => labels.ContainsKey(key))
            .Select(key => LabelSelectorRequirement.Empty with { Key = key, Operator = operation, Values = [labels[key]] })
            .ToList();
        return requirements.Count == 0 ? selector : selector with { MatchExpressions = selector.MatchExpressions.AddRange(requirements) };
    }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Selectors;

/// <summary>What label selectors mean (k8s.io/apimachinery, <c>labels</c>).</summary>
public static class LabelSelectors
{
    /// <summary>True when the selector selects the labels: a null selector nothing, an empty one everything.</summary>
    public static bool Matches(LabelSelector? selector, ApiMap<string> labels) =>
        selector is not null && Matches(selector.MatchLabels, labels) && selector.MatchExpressions.All(requirement => Matches(requirement, labels));

    /// <summary>True when the labels hold all that is wanted.</summary>
    public static bool Matches(ApiMap<string> wanted, ApiMap<string> labels)
    {
        foreach (var (key, value) in wanted)
        {
            if (!labels.TryGetValue(key, out var has) || has != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when the selector selects everything.</summary>
    public static bool IsEmpty(LabelSelector selector) => selector.MatchLabels.IsEmpty && selector.MatchExpressions.IsEmpty;

    private static bool Matches(LabelSelectorRequirement requirement, ApiMap<string> labels)
    {
        var has = labels.TryGetValue(requirement.Key, out var value);
        return requirement.Operator switch
        {
            LabelSelectorOperator.In => has && requirement.Values.Contains(value!),
            LabelSelectorOperator.NotIn => !has || !requirement.Values.Contains(value!),
            LabelSelectorOperator.Exists => has,
            LabelSelectorOperator.DoesNotExist => !has,
            _ => false,
        };
    }
}

using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Warnings about labels of nodes that have other names today (pkg/api/node).</summary>
internal static class NodeLabelWarnings
{
    private static readonly Dictionary<string, string> Deprecated = new(StringComparer.Ordinal)
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
        ["app.kubernetes.io/created-by"] = "deprecated since v1.9",
        ["scheduler.alpha.kubernetes.io/preferAvoidPods"] = "deprecated since v1.22; use Taints and Tolerations instead",
        ["node-role.kubernetes.io/master"] = "use \"node-role.kubernetes.io/control-plane\" instead",
    };

    /// <summary>A warning for each old label; <paramref name="shown"/> gives the place of one.</summary>
    public static IEnumerable<string> OfKeys(IEnumerable<string> labels, Func<string, FieldPath> shown) =>
        labels.Where(Deprecated.ContainsKey).Select(label => $"{shown(label)}: {Deprecated[label]}");

    /// <summary>A warning that names the label when it is an old one.</summary>
    public static IEnumerable<string> OfKey(string label, FieldPath path) =>
        Deprecated.TryGetValue(label, out var message) ? [$"{path}: {label} is {message}"] : [];

    /// <summary>Warnings about the conditions of a term; about values that no label can have only where they are not refused.</summary>
    public static IEnumerable<string> OfTerm(NodeSelectorTerm term, bool checksValues, FieldPath path)
    {
        for (var i = 0; i < term.MatchExpressions.Count; i++)
        {
            var (expression, at) = (term.MatchExpressions[i], path.Child("matchExpressions").Index(i));
            foreach (var warning in OfKey(expression.Key, at.Child("key")))
            {
                yield return warning;
            }

            for (var j = 0; checksValues && j < expression.Values.Count; j++)
            {
                foreach (var reason in Formats.LabelValue(expression.Values[j]))
                {
                    yield return $"{at.Child("values").Index(j)}: {expression.Values[j]} is invalid, {reason}";
                }
            }
        }
    }

    /// <summary>Warnings about a selector of nodes.</summary>
    public static IEnumerable<string> OfSelector(LabelSelector? selector, FieldPath path) => selector is null ? [] :
    [
        .. selector.MatchExpressions.SelectMany((expression, index) => OfKey(expression.Key, path.Child("matchExpressions").Index(index).Child("key"))),
        .. OfKeys(selector.MatchLabels.Keys, label => path.Child("matchLabels").Child(label)),
    ];
}

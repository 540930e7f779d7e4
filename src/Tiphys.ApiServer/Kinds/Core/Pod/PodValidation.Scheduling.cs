using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Where a pod may go: affinity, spreading, tolerations.</content>
internal static partial class PodValidation
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    private static void CheckAffinity(Affinity? affinity, FieldErrors errors, FieldPath path)
    {
        if (affinity?.NodeAffinity is { } node)
        {
            CheckNodeAffinity(node, errors, path.Child("nodeAffinity"));
        }

        if (affinity?.PodAffinity is { } near)
        {
            CheckTerms(
                near.RequiredDuringSchedulingIgnoredDuringExecution,
                near.PreferredDuringSchedulingIgnoredDuringExecution,
                errors,
                path.Child("podAffinity"));
        }

        if (affinity?.PodAntiAffinity is { } far)
        {
            CheckTerms(
                far.RequiredDuringSchedulingIgnoredDuringExecution,
                far.PreferredDuringSchedulingIgnoredDuringExecution,
                errors,
                path.Child("podAntiAffinity"));
        }
    }

    private static void CheckNodeAffinity(NodeAffinity affinity, FieldErrors errors, FieldPath path)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } selector)
        {
            CheckNodeSelector(selector, errors, path.Child(Required));
        }

        for (var i = 0; i < affinity.PreferredDuringSchedulingIgnoredDuringExecution.Count; i++)
        {
            var term = affinity.PreferredDuringSchedulingIgnoredDuringExecution[i];
            CheckWeight(term.Weight, errors, path.Child(Preferred).Index(i));
            CheckNodeTerm(term.Preference, false, errors, path.Child(Preferred).Index(i).Child("preference"));
        }
    }

    /// <summary>Checks a selector of nodes.</summary>
    public static void CheckNodeSelector(NodeSelector selector, FieldErrors errors, FieldPath path)
    {
        var terms = path.Child("nodeSelectorTerms");
        if (selector.NodeSelectorTerms.IsEmpty)
        {
            errors.Required(terms, "must have at least one node selector term");
        }

        for (var i = 0; i < selector.NodeSelectorTerms.Count; i++)
        {
            CheckNodeTerm(selector.NodeSelectorTerms[i], true, errors, terms.Index(i));
        }
    }

    private static void CheckWeight(int weight, FieldErrors errors, FieldPath path)
    {
        if (weight is <= 0 or > 100)
        {
            errors.Invalid(path.Child("weight"), weight, "must be in the range 1-100");
        }
    }

    private static void CheckNodeTerm(NodeSelectorTerm term, bool checkValues, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < term.MatchExpressions.Count; i++)
        {
            CheckNodeRequirement(term.MatchExpressions[i], checkValues, errors, path.Child("matchExpressions").Index(i));
        }

        for (var i = 0; i < term.MatchFields.Count; i++)
        {
            CheckFieldRequirement(term.MatchFields[i], errors, path.Child("matchFields").Index(i));
        }
    }

    private static void CheckNodeRequirement(NodeSelectorRequirement requirement, bool checkValues, FieldErrors errors, FieldPath path)
    {
        switch (requirement.Operator)
        {
            case NodeSelectorOperator.In or NodeSelectorOperator.NotIn when requirement.Values.IsEmpty:
                errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case NodeSelectorOperator.Exists or NodeSelectorOperator.DoesNotExist when !requirement.Values.IsEmpty:
                errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case NodeSelectorOperator.Gt or NodeSelectorOperator.Lt when requirement.Values.Count != 1:
                errors.Required(path.Child("values"), "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            case NodeSelectorOperator.In or NodeSelectorOperator.NotIn or NodeSelectorOperator.Exists or NodeSelectorOperator.DoesNotExist
                or NodeSelectorOperator.Gt or NodeSelectorOperator.Lt:
                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }

        errors.InvalidFor(path.Child("key"), requirement.Key, Formats.QualifiedName(requirement.Key));
        for (var i = 0; checkValues && i < requirement.Values.Count; i++)
        {
            errors.InvalidFor(path.Child("values").Index(i), requirement.Values[i], Formats.LabelValue(requirement.Values[i]));
        }
    }

    private static void CheckFieldRequirement(NodeSelectorRequirement requirement, FieldErrors errors, FieldPath path)
    {
        if (requirement.Operator is not (NodeSelectorOperator.In or NodeSelectorOperator.NotIn))
        {
            errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
        }
        else if (requirement.Values.Count != 1)
        {
            errors.Required(path.Child("values"), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }

        if (requirement.Key != "metadata.name")
        {
            errors.Invalid(path.Child("key"), requirement.Key, "not a valid field selector key");
            return;
        }

        for (var i = 0; i < requirement.Values.Count; i++)
        {
            errors.InvalidFor(path.Child("values").Index(i), requirement.Values[i], Formats.Dns1123Subdomain(requirement.Values[i]));
        }
    }

    private static void CheckTerms(ApiList<PodAffinityTerm> required, ApiList<WeightedPodAffinityTerm> preferred, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < required.Count; i++)
        {
            CheckTerm(required[i], errors, path.Child(Required).Index(i));
        }

        for (var i = 0; i < preferred.Count; i++)
        {
            CheckWeight(preferred[i].Weight, errors, path.Child(Preferred).Index(i));
            CheckTerm(preferred[i].PodAffinityTerm, errors, path.Child(Preferred).Index(i).Child("podAffinityTerm"));
        }
    }

    private static void CheckTerm(PodAffinityTerm term, FieldErrors errors, FieldPath path)
    {
        LabelSelectorValidation.Validate(term.LabelSelector, errors, path.Child("labelSelector"));
        LabelSelectorValidation.Validate(term.NamespaceSelector, errors, path.Child("namespaceSelector"));
        foreach (var name in term.Namespaces)
        {
            errors.InvalidFor(path.Child("namespace"), name, Formats.Dns1123Label(name));
        }

        CheckLabelKeys(term.MatchLabelKeys, term.MismatchLabelKeys, term.LabelSelector, errors, path);
        if (term.TopologyKey.Length == 0)
        {
            errors.Required(path.Child("topologyKey"), "can not be empty");
        }

        errors.InvalidFor(path.Child("topologyKey"), term.TopologyKey, Formats.QualifiedName(term.TopologyKey));
    }

    private static void CheckLabelKeys(ApiList<string> matching, ApiList<string> mismatching, LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        CheckLabelKeys(matching, selector, errors, path.Child("matchLabelKeys"));
        CheckLabelKeys(mismatching, selector, errors, path.Child("mismatchLabelKeys"));
        if (selector is not null)
        {
            var known = selector.MatchLabels.Keys.ToHashSet(StringComparer.Ordinal);
            foreach (var expression in selector.MatchExpressions)
            {
                var index = matching.FindIndex(key => key == expression.Key);
                if (index >= 0 && known.Contains(expression.Key))
                {
                    errors.Invalid(path.Index(index), expression.Key, "exists in both matchLabelKeys and labelSelector");
                }

                known.Add(expression.Key);
            }
        }

        for (var i = 0; i < matching.Count; i++)
        {
            if (mismatching.Contains(matching[i]))
            {
                errors.Invalid(path.Child("matchLabelKeys").Index(i), matching[i], "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }

    private static void CheckLabelKeys(ApiList<string> keys, LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        if (!keys.IsEmpty && selector is null)
        {
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
            return;
        }

        for (var i = 0; i < keys.Count; i++)
        {
            errors.InvalidFor(path.Index(i), keys[i], Formats.QualifiedName(keys[i]));
        }
    }

    private static void CheckSpread(ApiList<TopologySpreadConstraint> constraints, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < constraints.Count; i++)
        {
            var constraint = constraints[i];
            var at = path.Index(i);
            if (constraint.MaxSkew <= 0)
            {
                errors.Invalid(at.Child("maxSkew"), constraint.MaxSkew, "must be greater than zero");
            }

            if (constraint.TopologyKey.Length == 0)
            {
                errors.Required(at.Child("topologyKey"), "can not be empty");
            }

            errors.CheckSupported(at.Child("whenUnsatisfiable"), constraint.WhenUnsatisfiable, "DoNotSchedule", "ScheduleAnyway");
            if (constraints.Skip(i + 1).Any(other => other.TopologyKey == constraint.TopologyKey && other.WhenUnsatisfiable == constraint.WhenUnsatisfiable))
            {
                errors.Duplicate(at.Child("{topologyKey, whenUnsatisfiable}"), $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}");
            }

            CheckMinDomains(constraint, errors, at.Child("minDomains"));
            CheckInclusion(constraint.NodeAffinityPolicy, errors, at.Child("nodeAffinityPolicy"));
            CheckInclusion(constraint.NodeTaintsPolicy, errors, at.Child("nodeTaintsPolicy"));
            CheckLabelKeys(constraint.MatchLabelKeys, [], constraint.LabelSelector, errors, at);
            LabelSelectorValidation.Validate(constraint.LabelSelector, errors, at.Child("labelSelector"));
        }
    }

    private static void CheckMinDomains(TopologySpreadConstraint constraint, FieldErrors errors, FieldPath path)
    {
        if (constraint.MinDomains <= 0)
        {
            errors.Invalid(path, constraint.MinDomains.Value, "must be greater than zero");
        }

        if (constraint.MinDomains is { } domains && constraint.WhenUnsatisfiable != "DoNotSchedule")
        {
            errors.Invalid(path, domains, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {constraint.WhenUnsatisfiable}");
        }
    }

    private static void CheckInclusion(string? policy, FieldErrors errors, FieldPath path)
    {
        if (policy is not null)
        {
            errors.CheckSupported(path, policy, "Honor", "Ignore");
        }
    }

    /// <summary>Tolerations, each well-formed.</summary>
    public static void CheckTolerations(ApiList<Toleration> tolerations, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < tolerations.Count; i++)
        {
            CheckToleration(tolerations[i], errors, path.Index(i));
        }
    }

    private static void CheckToleration(Toleration toleration, FieldErrors errors, FieldPath path)
    {
        CheckOptional(toleration.Key, Formats.QualifiedName, errors, path.Child("key"));
        if (toleration.Key.Length == 0 && toleration.Operator != TolerationOperator.Exists)
        {
            errors.Invalid(
                path.Child("operator"),
                toleration.Operator,
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.TolerationSeconds is not null && toleration.Effect != TaintEffect.NoExecute)
        {
            errors.Invalid(path.Child("effect"), toleration.Effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        switch (toleration.Operator)
        {
            case TolerationOperator.Equal or "":
                var reasons = Formats.LabelValue(toleration.Value).ToList();
                if (reasons.Count > 0)
                {
                    errors.Invalid(path.Child("operator"), toleration.Value, string.Join(';', reasons));
                }

                break;
            case TolerationOperator.Exists:
                if (toleration.Value.Length > 0)
                {
                    errors.Invalid(path.Child("operator"), toleration.Value, "value must be empty when `operator` is 'Exists'");
                }

                break;
            case "Lt" or "Gt":
                errors.NotSupported(path.Child("operator"), toleration.Operator, "Equal", "Exists", "Lt", "Gt");
                break;
            default:
                errors.NotSupported(path.Child("operator"), toleration.Operator, "Equal", "Exists");
                break;
        }

        if (toleration.Effect.Length > 0)
        {
            errors.CheckSupported(path.Child("effect"), toleration.Effect, TaintEffect.NoSchedule, TaintEffect.PreferNoSchedule, TaintEffect.NoExecute);
        }
    }
}

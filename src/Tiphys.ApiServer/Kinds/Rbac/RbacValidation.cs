using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Rbac;

/// <summary>Rules of roles and bindings (pkg/apis/rbac/validation).</summary>
internal static class RbacValidation
{
    public static void CheckRules(ApiList<PolicyRule> rules, bool isNamespaced, FieldErrors errors)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            CheckRule(rules[i], isNamespaced, errors, FieldPath.Root("rules").Index(i));
        }
    }

    public static void CheckAggregation(AggregationRule? rule, FieldErrors errors)
    {
        if (rule is null)
        {
            return;
        }

        var path = FieldPath.Root("aggregationRule").Child("clusterRoleSelectors");
        if (rule.ClusterRoleSelectors.IsEmpty)
        {
            errors.Required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }

        for (var i = 0; i < rule.ClusterRoleSelectors.Count; i++)
        {
            var selector = new FieldErrors();
            LabelSelectorValidation.Validate(rule.ClusterRoleSelectors[i], selector, path.Index(i));
            errors.AddAll(selector);
            if (!selector.IsEmpty)
            {
                errors.InvalidValue(path.Index(i), "null", "invalid label selector.");
            }
        }
    }

    public static void CheckBinding(RoleRef role, ApiList<Subject> subjects, bool isNamespaced, FieldErrors errors)
    {
        var path = FieldPath.Root("roleRef");
        errors.CheckSupported(path.Child("apiGroup"), role.APIGroup, RbacDefaults.GroupName);
        string[] kinds = isNamespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
        errors.CheckSupported(path.Child("kind"), role.Kind, kinds);
        errors.CheckRequired(path.Child("name"), role.Name, Formats.PathSegment);
        for (var i = 0; i < subjects.Count; i++)
        {
            CheckSubject(subjects[i], isNamespaced, errors, FieldPath.Root("subjects").Index(i));
        }
    }

    public static void CheckRoleKept(RoleRef role, RoleRef old, FieldErrors errors)
    {
        if (role != old)
        {
            var shown = $"{{\"APIGroup\":{FieldErrors.Quote(role.APIGroup)},\"Kind\":{FieldErrors.Quote(role.Kind)},\"Name\":{FieldErrors.Quote(role.Name)}}}";
            errors.InvalidValue(FieldPath.Root("roleRef"), shown, "cannot change roleRef");
        }
    }

    private static void CheckRule(PolicyRule rule, bool isNamespaced, FieldErrors errors, FieldPath path)
    {
        if (rule.Verbs.IsEmpty)
        {
            errors.Required(path.Child("verbs"), "verbs must contain at least one value");
        }

        if (!rule.NonResourceURLs.IsEmpty)
        {
            CheckUrls(rule, isNamespaced, errors, path.Child("nonResourceURLs"));
            return;
        }

        if (rule.APIGroups.IsEmpty)
        {
            errors.Required(path.Child("apiGroups"), "resource rules must supply at least one api group");
        }

        if (rule.Resources.IsEmpty)
        {
            errors.Required(path.Child("resources"), "resource rules must supply at least one resource");
        }
    }

    private static void CheckUrls(PolicyRule rule, bool isNamespaced, FieldErrors errors, FieldPath path)
    {
        var shown = $"[{string.Join(',', rule.NonResourceURLs.Select(FieldErrors.Quote))}]";
        if (isNamespaced)
        {
            errors.InvalidValue(path, shown, "namespaced rules cannot apply to non-resource URLs");
        }

        if (!rule.APIGroups.IsEmpty || !rule.Resources.IsEmpty || !rule.ResourceNames.IsEmpty)
        {
            errors.InvalidValue(path, shown, "rules cannot apply to both regular resources and non-resource URLs");
        }
    }

    private static void CheckSubject(Subject subject, bool isNamespaced, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("name"), subject.Name);
        switch (subject.Kind)
        {
            case "ServiceAccount":
                if (subject.Name.Length > 0)
                {
                    errors.InvalidFor(path.Child("name"), subject.Name, Formats.Dns1123Subdomain(subject.Name));
                }

                errors.CheckSupported(path.Child("apiGroup"), subject.APIGroup, "");
                if (!isNamespaced && subject.Namespace.Length == 0)
                {
                    errors.Required(path.Child("namespace"));
                }

                break;
            case "User" or "Group":
                errors.CheckSupported(path.Child("apiGroup"), subject.APIGroup, RbacDefaults.GroupName);
                break;
            default:
                errors.NotSupported(path.Child("kind"), subject.Kind, "ServiceAccount", "User", "Group");
                break;
        }
    }
}

using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of resource quotas (pkg/apis/core/validation, pkg/apis/core/helper); errors come in upstream's order.</summary>
internal static class ResourceQuotaValidation
{
    private const string WrongForResource = "unsupported scope applied to resource";
    private const string OnlyExists = "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, "
        + "ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

    private static readonly FieldPath SpecPath = FieldPath.Root("spec");
    private static readonly FieldPath StatusPath = FieldPath.Root("status");

    private static readonly string[] Standard =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu",
        "limits.memory", "limits.ephemeral-storage", "pods", "resourcequotas", "services", "replicationcontrollers", "secrets",
        "persistentvolumeclaims", "configmaps", "services.nodeports", "services.loadbalancers",
    ];

    private static readonly string[] OfPods = ["pods", "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];

    public static void Validate(ResourceQuota quota, FieldErrors errors)
    {
        CheckAmounts(quota.Spec.Hard, errors, SpecPath.Child("hard"));
        CheckScopes(quota.Spec, errors, SpecPath.Child("scopes"));
        CheckSelector(quota.Spec, errors, SpecPath.Child("scopeSelector").Child("matchExpressions"));
        ValidateStatus(quota, errors);
    }

    public static void ValidateStatus(ResourceQuota quota, FieldErrors errors)
    {
        CheckAmounts(quota.Status.Hard, errors, StatusPath.Child("hard"));
        CheckAmounts(quota.Status.Used, errors, StatusPath.Child("used"));
    }

    public static void ValidateUpdate(ResourceQuota quota, ResourceQuota old, FieldErrors errors)
    {
        CheckAmounts(quota.Spec.Hard, errors, SpecPath.Child("hard"));
        CheckScopes(quota.Spec, errors, SpecPath.Child("scopes"));
        CheckSelector(quota.Spec, errors, SpecPath.Child("scopeSelector").Child("matchExpressions"));
        if (!quota.Spec.Scopes.ToHashSet().SetEquals(old.Spec.Scopes))
        {
            errors.InvalidValue(SpecPath.Child("scopes"), Shown(quota.Spec.Scopes), FieldErrorsExtensions.Immutable);
        }
    }

    private static void CheckAmounts(ApiMap<Quantity> amounts, FieldErrors errors, FieldPath path)
    {
        foreach (var (name, amount) in amounts)
        {
            ResourceNames.CheckName(name, errors, path.Key(name));
            if (!name.Contains('/') && !IsStandard(name))
            {
                errors.Invalid(path.Key(name), name, "must be a standard resource for quota");
            }

            ResourceNames.CheckAmount(name, amount, errors, path.Key(name));
        }
    }

    private static bool IsStandard(string name) => Standard.Contains(name)
        || name.StartsWith("hugepages-", StringComparison.Ordinal) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static void CheckScopes(ResourceQuotaSpec spec, FieldErrors errors, FieldPath path)
    {
        foreach (var scope in spec.Scopes)
        {
            if (!IsScope(scope))
            {
                errors.InvalidValue(path, Shown(spec.Scopes), "unsupported scope");
            }

            foreach (var name in spec.Hard.Keys.Order(StringComparer.Ordinal).Where(name => IsStandard(name) && !Fits(scope, name)))
            {
                errors.InvalidValue(path, Shown(spec.Scopes), WrongForResource);
            }
        }

        CheckConflicts(spec.Scopes, spec.Scopes, errors, path);
    }

    private static void CheckConflicts(IEnumerable<string> scopes, ApiList<string> shown, FieldErrors errors, FieldPath path)
    {
        var all = scopes.ToHashSet(StringComparer.Ordinal);
        foreach (var (left, right) in new[] { ("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating") })
        {
            if (all.Contains(left) && all.Contains(right))
            {
                errors.InvalidValue(path, Shown(shown), "conflicting scopes");
            }
        }
    }

    private static void CheckSelector(ResourceQuotaSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.ScopeSelector is not { } selector)
        {
            return;
        }

        foreach (var requirement in selector.MatchExpressions)
        {
            if (!IsScope(requirement.ScopeName))
            {
                errors.Invalid(path.Child("scopeName"), requirement.ScopeName, "unsupported scope");
            }

            foreach (var name in spec.Hard.Keys.Where(name => IsStandard(name) && !Fits(requirement.ScopeName, name)))
            {
                errors.InvalidValue(path, Shown(selector), WrongForResource);
            }

            CheckOperator(requirement, errors, path);
        }

        CheckConflicts(selector.MatchExpressions.Select(each => each.ScopeName), spec.Scopes, errors, path);
    }

    private static void CheckOperator(ScopedResourceSelectorRequirement requirement, FieldErrors errors, FieldPath path)
    {
        if (requirement.ScopeName is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating" or "CrossNamespacePodAffinity"
            && requirement.Operator != ScopeSelectorOperator.Exists)
        {
            errors.Invalid(path.Child("operator"), requirement.Operator, OnlyExists);
        }

        switch (requirement.Operator)
        {
            case ScopeSelectorOperator.In or ScopeSelectorOperator.NotIn:
                if (requirement.Values.IsEmpty)
                {
                    errors.Required(path.Child("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                }

                break;
            case ScopeSelectorOperator.Exists or ScopeSelectorOperator.DoesNotExist:
                if (!requirement.Values.IsEmpty)
                {
                    errors.InvalidValue(
                        path.Child("values"), Shown(requirement.Values), "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                }

                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }
    }

    private static bool IsScope(string scope) =>
        scope is "Terminating" or "NotTerminating" or "BestEffort" or "NotBestEffort" or "PriorityClass" or "VolumeAttributesClass" or "CrossNamespacePodAffinity";

    private static bool Fits(string scope, string name) => scope switch
    {
        "Terminating" or "NotTerminating" or "NotBestEffort" or "PriorityClass" or "CrossNamespacePodAffinity" => OfPods.Contains(name),
        "BestEffort" => name == "pods",
        "VolumeAttributesClass" => name is "persistentvolumeclaims" or "requests.storage",
        _ => true,
    };

    private static string Shown(ApiList<string> items) => items.IsDefault ? "null" : $"[{string.Join(',', items.Select(FieldErrors.Quote))}]";

    private static string Shown(ScopeSelector selector) => "{\"MatchExpressions\":[" + string.Join(',', selector.MatchExpressions.Select(each =>
        $"{{\"ScopeName\":{FieldErrors.Quote(each.ScopeName)},\"Operator\":{FieldErrors.Quote(each.Operator)},\"Values\":{Shown(each.Values)}}}")) + "]}";
}

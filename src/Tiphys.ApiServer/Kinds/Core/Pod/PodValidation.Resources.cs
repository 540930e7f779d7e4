using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Amounts of resources.</content>
internal static partial class PodValidation
{
    private static void CheckPodResources(PodScope scope, FieldPath path)
    {
        if (scope.Spec.Resources is not { } resources)
        {
            return;
        }

        if (!resources.Claims.IsEmpty)
        {
            scope.Errors.Forbidden(path.Child("claims"), "claims may not be set for Resources at pod-level");
        }

        CheckResources(resources, scope.Errors, path, CheckPodResourceName);
    }

    private static void CheckResources(ResourceRequirements resources, FieldErrors errors, FieldPath path, Action<string, FieldErrors, FieldPath> checkName)
    {
        CheckResourceMap(resources.Limits, errors, path.Child("limits"), checkName);
        foreach (var (name, amount) in resources.Requests)
        {
            CheckAmount(name, amount, errors, path.Child("requests").Key(name), checkName);
            CheckBelowLimit(name, amount, resources.Limits, errors, path);
            CheckHugePage(name, amount, errors, path.Child("requests").Key(name));
        }

        var names = resources.Limits.Keys.Concat(resources.Requests.Keys).ToList();
        if (names.Any(PodLevelResources.IsHugePages) && !names.Any(name => name is "cpu" or "memory"))
        {
            errors.Forbidden(path, "HugePages require cpu or memory");
        }
    }

    private static void CheckResourceMap(ApiMap<Quantity> amounts, FieldErrors errors, FieldPath path, Action<string, FieldErrors, FieldPath> checkName)
    {
        foreach (var (name, amount) in amounts)
        {
            CheckAmount(name, amount, errors, path.Key(name), checkName);
            CheckHugePage(name, amount, errors, path.Key(name));
        }
    }

    private static void CheckBelowLimit(string name, Quantity amount, ApiMap<Quantity> limits, FieldErrors errors, FieldPath path)
    {
        var mayOvercommit = ResourceNames.MayOvercommit(name);
        if (!limits.TryGetValue(name, out var limit))
        {
            if (!mayOvercommit)
            {
                errors.Required(path.Child("limits"), "Limit must be set for non overcommitable resources");
            }
        }
        else if (amount.CompareTo(limit) != 0 && !mayOvercommit)
        {
            errors.Invalid(path.Child("requests"), amount.ToString(), $"must be equal to {name} limit of {limit}");
        }
        else if (amount > limit)
        {
            errors.Invalid(path.Child("requests"), amount.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
    }

    private static void CheckAmount(string name, Quantity amount, FieldErrors errors, FieldPath path, Action<string, FieldErrors, FieldPath> checkName)
    {
        checkName(name, errors, path);
        ResourceNames.CheckAmount(name, amount, errors, path);
    }

    private static void CheckHugePage(string name, Quantity amount, FieldErrors errors, FieldPath path)
    {
        if (PodLevelResources.IsHugePages(name) && Quantity.TryParse(name.AsSpan("hugepages-".Length), out var page) && page.Sign > 0 && amount.Value % page.Value != 0)
        {
            errors.Invalid(path, amount.ToString(), $"{amount} is not positive integer multiple of {name}");
        }
    }

    /// <summary>A resource that a container can have.</summary>
    public static void CheckContainerResourceName(string name, FieldErrors errors, FieldPath path)
    {
        var reasons = Formats.QualifiedName(name).ToList();
        errors.InvalidFor(path, name, reasons);
        if (!name.Contains('/'))
        {
            if (reasons.Count == 0 && !ResourceNames.IsStandard(name))
            {
                errors.Invalid(path, name, "must be a standard resource type or fully qualified");
            }

            if (!ResourceNames.IsForContainers(name))
            {
                errors.Invalid(path, name, "must be a standard resource for containers");
            }
        }
        else if (!ResourceNames.IsNative(name) && !ResourceNames.IsExtended(name))
        {
            errors.Invalid(path, name, "doesn't follow extended resource name standard");
        }
    }

    private static void CheckPodResourceName(string name, FieldErrors errors, FieldPath path)
    {
        if (!PodLevelResources.IsSupported(name))
        {
            errors.NotSupported(path, name, "cpu", "hugepages-", "memory");
        }
    }

    private static void CheckClaims(PodScope scope, ApiList<ResourceClaim> claims, FieldPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var known = scope.Spec.ResourceClaims.Select(claim => claim.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < claims.Count; i++)
        {
            var claim = claims[i];
            var key = claim.Request.Length > 0 ? claim.Name + "/" + claim.Request : claim.Name;
            if (claim.Name.Length == 0)
            {
                scope.Errors.Required(path.Index(i));
            }
            else if (!seen.Add(key))
            {
                scope.Errors.Duplicate(path.Index(i), key);
            }
            else if (!known.Contains(claim.Name))
            {
                scope.Errors.NotFound(path.Index(i), claim.Name);
            }
        }
    }
}

using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Amounts of resources.</content>
internal static partial class PodValidation
{
    private static void CheckPodResources(PodScope scope, FieldPath path)
    {
        var (spec, errors) = (scope.Spec, scope.Errors);
        if (spec.Resources is not { } resources)
        {
            return;
        }

        if (spec.OS?.Name == OSName.Windows)
        {
            errors.Forbidden(path, "may not be set for a windows pod");
            return;
        }

        if (!resources.Claims.IsDefault)
        {
            errors.Forbidden(path.Child("claims"), "claims may not be set for Resources at pod-level");
        }

        CheckResources(scope, resources, path, CheckPodResourceName);
        CheckEnoughForContainers(spec, resources, errors, path);
    }

    // What the pod has as a whole must be enough for its containers.
    private static void CheckEnoughForContainers(PodSpec spec, ResourceRequirements resources, FieldErrors errors, FieldPath path)
    {
        foreach (var (name, needed) in PodLevelResources.Aggregate(spec, part => part.Requests))
        {
            if (resources.Requests.TryGetValue(name, out var own) && needed > own)
            {
                errors.Invalid(path.Child("requests").Key(name), own.ToString(), $"must be greater than or equal to aggregate container requests of {needed}");
            }
        }

        foreach (var (name, needed) in PodLevelResources.Aggregate(spec, part => part.Limits))
        {
            if (PodLevelResources.IsHugePages(name) && resources.Limits.TryGetValue(name, out var own) && needed > own)
            {
                errors.Invalid(path.Child("limits").Key(name), own.ToString(), $"must be greater than or equal to aggregate container limits of {needed}");
            }
        }

        for (var i = 0; i < spec.Containers.Count; i++)
        {
            foreach (var (name, limit) in spec.Containers[i].Resources.Limits)
            {
                if (resources.Limits.TryGetValue(name, out var own) && limit > own)
                {
                    errors.Invalid(
                        path.Child("containers").Index(i).Key(name).Child("limits"), limit.ToString(), $"must be less than or equal to pod limits of {own}");
                }
            }
        }
    }

    private static void CheckResources(PodScope scope, ResourceRequirements resources, FieldPath path, Action<string, FieldErrors, FieldPath> checkName)
    {
        var errors = scope.Errors;
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

        CheckClaims(scope, resources.Claims, path.Child("claims"));
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
        if (PodLevelResources.IsHugePages(name) && !IsMultipleOfPage(name, amount))
        {
            errors.Invalid(path, amount.ToString(), $"{amount} is not positive integer multiple of {name}");
        }
    }

    private static bool IsMultipleOfPage(string name, Quantity amount) =>
        Quantity.TryParse(name.AsSpan("hugepages-".Length), out var page) && page.Sign > 0 && page.MilliValue % 1000 == 0 && amount.Value % page.Value == 0;

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
}

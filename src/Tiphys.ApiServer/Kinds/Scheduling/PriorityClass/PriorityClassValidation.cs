using Tiphys.Api.Core.V1;
using Tiphys.Api.Scheduling.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Scheduling;

/// <summary>Rules of priority classes (pkg/apis/scheduling/validation).</summary>
internal static class PriorityClassValidation
{
    private const int HighestForUsers = 1_000_000_000;
    private const string Reserved = "priority class names with 'system-' prefix are reserved for system use only. error: ";

    private static readonly (string Name, int Value)[] System =
        [("system-node-critical", 2 * HighestForUsers + 1000), ("system-cluster-critical", 2 * HighestForUsers)];

    public static void Validate(PriorityClass value, FieldErrors errors)
    {
        var name = value.Metadata.Name;
        if (name.StartsWith("system-", StringComparison.Ordinal))
        {
            if (SystemProblem(value) is { } problem)
            {
                errors.Forbidden(FieldPath.Root("metadata").Child("name"), Reserved + problem);
            }
        }
        else if (value.Value > HighestForUsers)
        {
            errors.Forbidden(FieldPath.Root("value"), $"maximum allowed value of a user defined priority is {HighestForUsers}");
        }

        if (value.PreemptionPolicy is { } policy)
        {
            errors.CheckRequiredAndSupported(
                FieldPath.Root("preemptionPolicy"), policy, PreemptionPolicy.PreemptLowerPriority, PreemptionPolicy.Never);
        }
    }

    public static void ValidateUpdate(PriorityClass value, PriorityClass old, FieldErrors errors)
    {
        if (value.Value != old.Value)
        {
            errors.Forbidden(FieldPath.Root("value"), "may not be changed in an update.");
        }

        errors.CheckImmutable(FieldPath.Root("preemptionPolicy"), value.PreemptionPolicy, old.PreemptionPolicy);
    }

    private static string? SystemProblem(PriorityClass value)
    {
        var name = value.Metadata.Name;
        var known = System.FirstOrDefault(each => each.Name == name);
        return known.Name is null ? $"{name} is not a known system priority class"
            : known.Value != value.Value ? $"value of {name} PriorityClass must be {known.Value}"
            : value.GlobalDefault ? $"globalDefault of {name} PriorityClass must be false"
            : null;
    }
}

using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Conditions that a device waits for before its pod is bound: those of success and those of failure belong together.</summary>
internal static class BindingConditions
{
    private const int MaxConditions = 4;

    public static void Check(ApiList<string> conditions, ApiList<string> failures, FieldErrors errors, FieldPath path)
    {
        var (success, failure) = (path.Child("bindingConditions"), path.Child("bindingFailureConditions"));
        errors.CheckItems(success, conditions, MaxConditions, (condition, at) => DeviceNames.CheckLabelName(condition, errors, at));
        errors.CheckItems(failure, failures, MaxConditions, (condition, at) => DeviceNames.CheckLabelName(condition, errors, at));
        CheckDistinct(conditions, errors, success);
        CheckDistinct(failures, errors, failure, conditions);
        if (conditions.IsEmpty && !failures.IsEmpty)
        {
            errors.InvalidValue(success, "null", "bindingConditions are required to use bindingFailureConditions");
        }

        if (failures.IsEmpty && !conditions.IsEmpty)
        {
            errors.InvalidValue(failure, "null", "bindingFailureConditions are required to use bindingConditions");
        }
    }

    private static void CheckDistinct(ApiList<string> conditions, FieldErrors errors, FieldPath path, ApiList<string> others = default)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < conditions.Count; i++)
        {
            if (!seen.Add(conditions[i]))
            {
                errors.Duplicate(path.Index(i), conditions[i]);
            }

            if (others.Contains(conditions[i]))
            {
                errors.Invalid(path.Index(i), conditions[i], "bindingFailureConditions must not overlap with bindingConditions");
            }
        }
    }
}

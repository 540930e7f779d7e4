using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>What may be asked for of a capacity that several share (pkg/apis/resource/validation); errors come in upstream's order.</summary>
internal static class CapacityPolicies
{
    private const int MaxValues = 10;

    public static void Check(DeviceCapacity capacity, bool isShared, FieldErrors errors, FieldPath path)
    {
        if (capacity.RequestPolicy is not { } policy)
        {
            return;
        }

        if (!isShared)
        {
            errors.Forbidden(path, "allowMultipleAllocations must be true");
        }
        else if (!policy.ValidValues.IsEmpty && policy.ValidRange is not null)
        {
            errors.Forbidden(path, "exactly one policy can be specified, cannot specify \"validValues\" and \"validRange\" at the same time");
        }
        else if (!policy.ValidValues.IsEmpty)
        {
            CheckDefault(policy, "validValues", errors, path, (value, at) => CheckValues(policy.ValidValues, value, capacity.Value, errors, at));
        }
        else if (policy.ValidRange is { } range)
        {
            CheckDefault(policy, "validRange", errors, path, (value, at) => CheckRange(range, value, capacity.Value, errors, at));
        }
    }

    private static void CheckDefault(CapacityRequestPolicy policy, string field, FieldErrors errors, FieldPath path, Action<Quantity, FieldPath> check)
    {
        if (policy.Default is { } value)
        {
            check(value, path.Child(field));
        }
        else
        {
            errors.Required(path.Child("default"), $"required when {field} is defined");
        }
    }

    private static void CheckValues(ApiList<Quantity> values, Quantity preset, Quantity capacity, FieldErrors errors, FieldPath path)
    {
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i - 1] > values[i])
            {
                errors.Invalid(path.Index(i), values[i].ToString(), "values must be sorted in ascending order");
            }
        }

        errors.CheckSet(
            path,
            values,
            MaxValues,
            (value, at) => Check(value > capacity, value, $"option is larger than capacity value: {capacity}", errors, at),
            value => FieldErrorsExtensions.Shown(value.Value));
        if (values.Count > MaxValues || !values.Any(value => value.CompareTo(preset) == 0))
        {
            errors.Invalid(path, preset.ToString(), "default value is not valid according to the requestPolicy");
        }
    }

    private static void CheckRange(CapacityRequestPolicyRange range, Quantity preset, Quantity capacity, FieldErrors errors, FieldPath path)
    {
        if (range.Min is not { } min)
        {
            errors.Required(path.Child("min"), "required when validRange is defined");
            return;
        }

        Check(min > capacity, min, $"min is larger than capacity value: {capacity}", errors, path.Child("min"));
        Check(preset < min, preset, $"default is less than min: {min}", errors, path.Child("min"));
        if (range.Max is { } max)
        {
            Check(min > max, min, $"min is larger than max: {max}", errors, path.Child("max"));
            Check(max > capacity, max, $"max is larger than capacity value: {capacity}", errors, path.Child("max"));
            Check(preset > max, preset, $"default is more than max: {max}", errors, path.Child("max"));
        }

        if (range.Step is { } step)
        {
            Check(min + step > capacity, step, $"one step {min + step} is larger than capacity value: {capacity}", errors, path.Child("step"));
            CheckStep(preset, min, step, errors, path.Child("step"));
            if (range.Max is { } last)
            {
                CheckStep(last, min, step, errors, path.Child("step"));
            }
        }
    }

    // A step below one half counts as nothing and fits nowhere; upstream divides by it.
    private static void CheckStep(Quantity value, Quantity min, Quantity step, FieldErrors errors, FieldPath path) => Check(
        step.Value == 0 || (value.Value - min.Value) % step.Value != 0, value, $"value is not a multiple of a given step ({step}) from ({min})", errors, path);

    private static void Check(bool isWrong, Quantity value, string message, FieldErrors errors, FieldPath path)
    {
        if (isWrong)
        {
            errors.Invalid(path, value.ToString(), message);
        }
    }
}

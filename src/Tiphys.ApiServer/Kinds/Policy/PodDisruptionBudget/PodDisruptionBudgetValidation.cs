using Tiphys.Api.Policy.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Policy;

/// <summary>Rules of disruption budgets (pkg/apis/policy/validation).</summary>
internal static class PodDisruptionBudgetValidation
{
    private static readonly FieldPath SpecPath = FieldPath.Root("spec");
    private static readonly FieldPath StatusPath = FieldPath.Root("status");

    public static void Validate(PodDisruptionBudgetSpec spec, FieldErrors errors)
    {
        if (spec is { MinAvailable: not null, MaxUnavailable: not null })
        {
            errors.InvalidValue(SpecPath, Shown(spec), "minAvailable and maxUnavailable cannot be both set");
        }

        CheckCount(spec.MinAvailable, errors, SpecPath.Child("minAvailable"));
        CheckCount(spec.MaxUnavailable, errors, SpecPath.Child("maxUnavailable"));
        LabelSelectorValidation.Validate(spec.Selector, errors, SpecPath.Child("selector"));
        if (spec.UnhealthyPodEvictionPolicy is { } policy)
        {
            errors.CheckSupported(SpecPath.Child("unhealthyPodEvictionPolicy"), policy, "AlwaysAllow", "IfHealthyBudget");
        }
    }

    public static void ValidateStatus(PodDisruptionBudgetStatus status, FieldErrors errors)
    {
        ConditionValidation.Validate(status.Conditions, errors, StatusPath.Child("conditions"));
        errors.CheckNotNegative(StatusPath.Child("disruptionsAllowed"), status.DisruptionsAllowed);
        errors.CheckNotNegative(StatusPath.Child("currentHealthy"), status.CurrentHealthy);
        errors.CheckNotNegative(StatusPath.Child("desiredHealthy"), status.DesiredHealthy);
        errors.CheckNotNegative(StatusPath.Child("expectedPods"), status.ExpectedPods);
    }

    private static void CheckCount(IntOrString? count, FieldErrors errors, FieldPath path)
    {
        if (count is { } value)
        {
            WorkloadValidation.CheckCount(value, errors, path);
            WorkloadValidation.CheckAtMostAll(value, errors, path);
        }
    }

    private static string Shown(PodDisruptionBudgetSpec spec) =>
        $"{{\"MinAvailable\":{Shown(spec.MinAvailable)},\"Selector\":{WorkloadValidation.Shown(spec.Selector)},\"MaxUnavailable\":{Shown(spec.MaxUnavailable)},"
            + $"\"UnhealthyPodEvictionPolicy\":{(spec.UnhealthyPodEvictionPolicy is { } policy ? FieldErrors.Quote(policy) : "null")}}}";

    private static string Shown(IntOrString? value) => value switch
    {
        null => "null",
        { StringValue: { } text } => FieldErrors.Quote(text),
        { IntValue: var number } => FieldErrorsExtensions.Shown(number),
    };
}

using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of daemon sets (pkg/apis/apps/validation).</summary>
internal static class DaemonSetValidation
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(DaemonSetSpec spec, FieldErrors errors)
    {
        var template = Path.Child("template");
        LabelSelectorValidation.Validate(spec.Selector, errors, Path.Child("selector"));
        WorkloadValidation.CheckLabels(spec.Template, spec.Selector, errors, template);
        WorkloadValidation.CheckNotEmpty(spec.Selector, "daemonset", errors, Path.Child("selector"));
        PodValidation.ValidateTemplate(spec.Template, errors, template);
        WorkloadValidation.CheckRunsForEver(spec.Template, "DaemonSet", errors, template);
        errors.CheckNotNegative(Path.Child("minReadySeconds"), spec.MinReadySeconds);
        CheckStrategy(spec.UpdateStrategy, errors, Path.Child("updateStrategy"));
        errors.CheckNotNegative(Path.Child("revisionHistoryLimit"), spec.RevisionHistoryLimit);
    }

    public static void ValidateUpdate(DaemonSetSpec spec, DaemonSetSpec old, FieldErrors errors)
    {
        Validate(spec, errors);
        WorkloadValidation.CheckSelectorKept(spec.Selector, old.Selector, errors);
    }

    private static void CheckStrategy(DaemonSetUpdateStrategy strategy, FieldErrors errors, FieldPath path)
    {
        if (strategy is { Type: DaemonSetUpdateStrategyType.RollingUpdate, RollingUpdate: { } rolling })
        {
            CheckRolling(rolling.MaxUnavailable ?? 0, rolling.MaxSurge ?? 0, errors, path.Child("rollingUpdate"));
        }
        else if (strategy.Type != DaemonSetUpdateStrategyType.OnDelete)
        {
            errors.NotSupported(path, strategy.Type, DaemonSetUpdateStrategyType.RollingUpdate, DaemonSetUpdateStrategyType.OnDelete);
        }
    }

    private static void CheckRolling(IntOrString unavailable, IntOrString surge, FieldErrors errors, FieldPath path)
    {
        WorkloadValidation.CheckCount(unavailable, errors, path.Child("maxUnavailable"));
        WorkloadValidation.CheckCount(surge, errors, path.Child("maxSurge"));
        WorkloadValidation.CheckAtMostAll(unavailable, errors, path.Child("maxUnavailable"));
        WorkloadValidation.CheckAtMostAll(surge, errors, path.Child("maxSurge"));
        var (hasUnavailable, hasSurge) = (!WorkloadValidation.IsZero(unavailable), !WorkloadValidation.IsZero(surge));
        if (hasUnavailable && hasSurge)
        {
            var shown = surge.StringValue is { } text ? FieldErrors.Quote(text) : surge.ToString();
            errors.InvalidValue(path.Child("maxSurge"), shown, "may not be set when maxUnavailable is non-zero");
        }
        else if (!hasUnavailable && !hasSurge)
        {
            errors.Required(path.Child("maxUnavailable"), "cannot be 0 when maxSurge is 0");
        }
    }
}

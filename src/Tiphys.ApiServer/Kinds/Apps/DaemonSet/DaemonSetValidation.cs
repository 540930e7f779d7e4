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
        if (WorkloadValidation.CheckForm(spec.Selector, errors, Path.Child("selector")))
        {
            WorkloadValidation.CheckLabels(spec.Template, spec.Selector, errors, template);
        }

        WorkloadValidation.CheckNotEmpty(spec.Selector, "daemonset", errors, Path.Child("selector"));
        PodValidation.ValidateTemplate(spec.Template, errors, template);
        WorkloadValidation.CheckRunsForEver(spec.Template, "DaemonSet", errors, template);
        errors.CheckNotNegative(Path.Child("minReadySeconds"), spec.MinReadySeconds);
        CheckStrategy(spec.UpdateStrategy, errors, Path.Child("updateStrategy"));
        errors.CheckNotNegative(Path.Child("revisionHistoryLimit"), spec.RevisionHistoryLimit);
    }

    public static void ValidateUpdate(DaemonSetSpec spec, DaemonSetSpec old, FieldErrors errors)
    {
        WorkloadValidation.CheckSelectorKept(spec.Selector, old.Selector, errors);
        Validate(spec, errors);
    }

    /// <summary>Numbers of a status: none is negative.</summary>
    public static void ValidateStatus(DaemonSetStatus status, DaemonSetStatus old, FieldErrors errors)
    {
        var path = FieldPath.Root("status");
        errors.CheckNotNegative(path.Child("currentNumberScheduled"), status.CurrentNumberScheduled);
        errors.CheckNotNegative(path.Child("numberMisscheduled"), status.NumberMisscheduled);
        errors.CheckNotNegative(path.Child("desiredNumberScheduled"), status.DesiredNumberScheduled);
        errors.CheckNotNegative(path.Child("numberReady"), status.NumberReady);
        errors.CheckNotNegative(path.Child("observedGeneration"), status.ObservedGeneration);
        errors.CheckNotNegative(path.Child("updatedNumberScheduled"), status.UpdatedNumberScheduled);
        errors.CheckNotNegative(path.Child("numberAvailable"), status.NumberAvailable);
        errors.CheckNotNegative(path.Child("numberUnavailable"), status.NumberUnavailable);
        errors.CheckNotNegative(path.Child("collisionCount"), status.CollisionCount);
        WorkloadValidation.CheckCollisions(status.CollisionCount, old.CollisionCount, errors, path.Child("collisionCount"));
    }

    private static void CheckStrategy(DaemonSetUpdateStrategy strategy, FieldErrors errors, FieldPath path)
    {
        if (strategy is { Type: DaemonSetUpdateStrategyType.RollingUpdate, RollingUpdate: { } rolling })
        {
            CheckRolling(rolling.MaxUnavailable ?? 0, rolling.MaxSurge ?? 0, errors, path.Child("rollingUpdate"));
        }
        else if (strategy.Type != DaemonSetUpdateStrategyType.OnDelete)
        {
            errors.NotSupportedValue(path, Shown(strategy), DaemonSetUpdateStrategyType.RollingUpdate, DaemonSetUpdateStrategyType.OnDelete);
        }
    }

    private static string Shown(DaemonSetUpdateStrategy strategy)
    {
        var rolling = strategy.RollingUpdate is { } update
            ? $"{{\"MaxUnavailable\":{WorkloadValidation.Shown(update.MaxUnavailable)},\"MaxSurge\":{WorkloadValidation.Shown(update.MaxSurge)}}}"
            : "null";
        return $"{{\"Type\":{FieldErrors.Quote(strategy.Type)},\"RollingUpdate\":{rolling}}}";
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
            errors.InvalidValue(path.Child("maxSurge"), WorkloadValidation.Shown(surge), "may not be set when maxUnavailable is non-zero");
        }
        else if (!hasUnavailable && !hasSurge)
        {
            errors.Required(path.Child("maxUnavailable"), "cannot be 0 when maxSurge is 0");
        }
    }
}

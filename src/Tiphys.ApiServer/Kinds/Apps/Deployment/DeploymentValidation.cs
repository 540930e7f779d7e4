using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of deployments (pkg/apis/apps/validation).</summary>
internal static class DeploymentValidation
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(DeploymentSpec spec, FieldErrors errors)
    {
        errors.CheckNotNegative(Path.Child("replicas"), spec.Replicas);
        if (WorkloadValidation.CheckSelector(spec.Selector, "deployment", "invalid label selector", errors, Path.Child("selector")))
        {
            WorkloadValidation.CheckTemplate(spec.Template, spec.Selector, "ReplicaSet", errors, Path.Child("template"));
        }

        CheckStrategy(spec.Strategy, errors, Path.Child("strategy"));
        errors.CheckNotNegative(Path.Child("minReadySeconds"), spec.MinReadySeconds);
        errors.CheckNotNegative(Path.Child("revisionHistoryLimit"), spec.RevisionHistoryLimit);
        errors.CheckNotNegative(Path.Child("progressDeadlineSeconds"), spec.ProgressDeadlineSeconds);
        if (spec.ProgressDeadlineSeconds is { } deadline && deadline <= spec.MinReadySeconds)
        {
            errors.Invalid(Path.Child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
        }
    }

    public static void ValidateUpdate(DeploymentSpec spec, DeploymentSpec old, FieldErrors errors)
    {
        Validate(spec, errors);
        WorkloadValidation.CheckSelectorKept(spec.Selector, old.Selector, errors);
    }

    /// <summary>Numbers of a status: none is negative, and parts are not more than the whole.</summary>
    public static void ValidateStatus(DeploymentStatus status, DeploymentStatus old, FieldErrors errors)
    {
        var path = FieldPath.Root("status");
        errors.CheckNotNegative(path.Child("observedGeneration"), status.ObservedGeneration);
        errors.CheckNotNegative(path.Child("replicas"), status.Replicas);
        errors.CheckNotNegative(path.Child("updatedReplicas"), status.UpdatedReplicas);
        errors.CheckNotNegative(path.Child("readyReplicas"), status.ReadyReplicas);
        errors.CheckNotNegative(path.Child("availableReplicas"), status.AvailableReplicas);
        errors.CheckNotNegative(path.Child("unavailableReplicas"), status.UnavailableReplicas);
        errors.CheckNotNegative(path.Child("terminatingReplicas"), status.TerminatingReplicas);
        errors.CheckNotNegative(path.Child("collisionCount"), status.CollisionCount);
        WorkloadValidation.CheckPart(status.UpdatedReplicas, status.Replicas, "status.replicas", errors, path.Child("updatedReplicas"));
        WorkloadValidation.CheckPart(status.ReadyReplicas, status.Replicas, "status.replicas", errors, path.Child("readyReplicas"));
        WorkloadValidation.CheckPart(status.AvailableReplicas, status.Replicas, "status.replicas", errors, path.Child("availableReplicas"));
        WorkloadValidation.CheckPart(status.AvailableReplicas, status.ReadyReplicas, "readyReplicas", errors, path.Child("availableReplicas"));
        WorkloadValidation.CheckCollisions(status.CollisionCount, old.CollisionCount, errors, path.Child("collisionCount"));
    }

    private static void CheckStrategy(DeploymentStrategy strategy, FieldErrors errors, FieldPath path)
    {
        switch (strategy.Type)
        {
            case DeploymentStrategyType.Recreate:
                if (strategy.RollingUpdate is not null)
                {
                    errors.Forbidden(path.Child("rollingUpdate"), "may not be specified when strategy `type` is 'Recreate'");
                }

                break;
            case DeploymentStrategyType.RollingUpdate when strategy.RollingUpdate is { } rolling:
                CheckRolling(rolling.MaxUnavailable ?? 0, rolling.MaxSurge ?? 0, errors, path.Child("rollingUpdate"));
                break;
            default:
                errors.NotSupportedValue(path, Shown(strategy), DeploymentStrategyType.Recreate, DeploymentStrategyType.RollingUpdate);
                break;
        }
    }

    private static string Shown(DeploymentStrategy strategy)
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
        if (WorkloadValidation.IsZero(unavailable) && WorkloadValidation.IsZero(surge))
        {
            errors.InvalidValue(path.Child("maxUnavailable"), WorkloadValidation.Shown(unavailable), "may not be 0 when `maxSurge` is 0");
        }

        WorkloadValidation.CheckAtMostAll(unavailable, errors, path.Child("maxUnavailable"));
    }
}

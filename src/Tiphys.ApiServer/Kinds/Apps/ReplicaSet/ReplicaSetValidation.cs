using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of replica sets (pkg/apis/apps/validation).</summary>
internal static class ReplicaSetValidation
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(ReplicaSetSpec spec, FieldErrors errors)
    {
        errors.CheckNotNegative(Path.Child("replicas"), spec.Replicas);
        errors.CheckNotNegative(Path.Child("minReadySeconds"), spec.MinReadySeconds);
        if (WorkloadValidation.CheckSelector(spec.Selector, "deployment", "invalid label selector", errors, Path.Child("selector")))
        {
            WorkloadValidation.CheckTemplate(spec.Template, spec.Selector, "ReplicaSet", errors, Path.Child("template"));
        }
    }

    /// <summary>Numbers of a status: none is negative, and parts are not more than the whole.</summary>
    public static void ValidateStatus(ReplicaSetStatus status, FieldErrors errors)
    {
        var path = FieldPath.Root("status");
        errors.CheckNotNegative(path.Child("replicas"), status.Replicas);
        errors.CheckNotNegative(path.Child("fullyLabeledReplicas"), status.FullyLabeledReplicas);
        errors.CheckNotNegative(path.Child("readyReplicas"), status.ReadyReplicas);
        errors.CheckNotNegative(path.Child("availableReplicas"), status.AvailableReplicas);
        errors.CheckNotNegative(path.Child("observedGeneration"), status.ObservedGeneration);
        errors.CheckNotNegative(path.Child("terminatingReplicas"), status.TerminatingReplicas);
        WorkloadValidation.CheckPart(status.FullyLabeledReplicas, status.Replicas, "status.replicas", errors, path.Child("fullyLabeledReplicas"));
        WorkloadValidation.CheckPart(status.ReadyReplicas, status.Replicas, "status.replicas", errors, path.Child("readyReplicas"));
        WorkloadValidation.CheckPart(status.AvailableReplicas, status.Replicas, "status.replicas", errors, path.Child("availableReplicas"));
        WorkloadValidation.CheckPart(status.AvailableReplicas, status.ReadyReplicas, "readyReplicas", errors, path.Child("availableReplicas"));
    }

    public static void ValidateUpdate(ReplicaSetSpec spec, ReplicaSetSpec old, FieldErrors errors)
    {
        Validate(spec, errors);
        WorkloadValidation.CheckSelectorKept(spec.Selector, old.Selector, errors);
    }
}

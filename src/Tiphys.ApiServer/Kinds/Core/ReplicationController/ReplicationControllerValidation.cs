using Tiphys.Api.Core.V1;
using Tiphys.Api.Selectors;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of replication controllers (pkg/apis/core/validation); errors come in upstream's order.</summary>
internal static class ReplicationControllerValidation
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(ReplicationControllerSpec spec, FieldErrors errors)
    {
        errors.CheckNotNegative(Path.Child("minReadySeconds"), spec.MinReadySeconds);
        if (spec.Selector.IsEmpty)
        {
            errors.Required(Path.Child("selector"));
        }

        if (spec.Replicas is { } replicas)
        {
            errors.CheckNotNegative(Path.Child("replicas"), replicas);
        }
        else
        {
            errors.Required(Path.Child("replicas"));
        }

        if (spec.Template is not { } template)
        {
            errors.Required(Path.Child("template"));
            return;
        }

        var path = Path.Child("template");
        if (!spec.Selector.IsEmpty && !LabelSelectors.Matches(spec.Selector, template.Metadata.Labels))
        {
            errors.InvalidValue(
                path.Child("metadata").Child("labels"), WorkloadValidation.Shown(template.Metadata.Labels), "`selector` does not match template `labels`");
        }

        PodValidation.ValidateTemplate(template, errors, path);
        WorkloadValidation.CheckRunsForEver(template, "ReplicationController", errors, path);
    }

    public static void ValidateStatus(ReplicationControllerStatus status, FieldErrors errors)
    {
        var path = FieldPath.Root("status");
        errors.CheckNotNegative(path.Child("replicas"), status.Replicas);
        errors.CheckNotNegative(path.Child("fullyLabeledReplicas"), status.FullyLabeledReplicas);
        errors.CheckNotNegative(path.Child("readyReplicas"), status.ReadyReplicas);
        errors.CheckNotNegative(path.Child("availableReplicas"), status.AvailableReplicas);
        errors.CheckNotNegative(path.Child("observedGeneration"), status.ObservedGeneration);
        WorkloadValidation.CheckPart(status.FullyLabeledReplicas, status.Replicas, "status.replicas", errors, path.Child("fullyLabeledReplicas"));
        WorkloadValidation.CheckPart(status.ReadyReplicas, status.Replicas, "status.replicas", errors, path.Child("readyReplicas"));
        WorkloadValidation.CheckPart(status.AvailableReplicas, status.Replicas, "status.replicas", errors, path.Child("availableReplicas"));
        WorkloadValidation.CheckPart(status.AvailableReplicas, status.ReadyReplicas, "readyReplicas", errors, path.Child("availableReplicas"));
    }
}

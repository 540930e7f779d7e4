using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of stateful sets (pkg/apis/apps/validation).</summary>
internal static class StatefulSetValidation
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(StatefulSetSpec spec, bool isNew, FieldErrors errors)
    {
        if (spec.PodManagementPolicy is not (PodManagementPolicyType.OrderedReady or PodManagementPolicyType.Parallel))
        {
            errors.Invalid(Path.Child("podManagementPolicy"), spec.PodManagementPolicy, "must be 'OrderedReady' or 'Parallel'");
        }

        CheckStrategy(spec.UpdateStrategy, errors, Path.Child("updateStrategy"));
        CheckRetention(spec.PersistentVolumeClaimRetentionPolicy, errors, Path.Child("persistentVolumeClaimRetentionPolicy"));
        for (var i = 0; isNew && i < spec.VolumeClaimTemplates.Count; i++)
        {
            ClaimValidation.ValidateSpec(spec.VolumeClaimTemplates[i].Spec, errors, Path.Child("volumeClaimTemplates").Index(i).Child("spec"));
        }

        errors.CheckNotNegative(Path.Child("replicas"), spec.Replicas);
        errors.CheckNotNegative(Path.Child("minReadySeconds"), spec.MinReadySeconds);
        errors.CheckNotNegative(Path.Child("ordinals.start"), spec.Ordinals?.Start);
        if (isNew && spec.ServiceName.Length > 0)
        {
            errors.InvalidFor(Path.Child("serviceName"), spec.ServiceName, Formats.Dns1123Label(spec.ServiceName));
        }

        if (WorkloadValidation.CheckSelector(spec.Selector, "statefulset", "", errors, Path.Child("selector")))
        {
            CheckTemplate(WithClaims(spec), spec, errors, Path.Child("template"));
        }

        WorkloadValidation.CheckRunsForEver(spec.Template, "StatefulSet", errors, Path.Child("template"));
    }

    /// <summary>Numbers of a status: none is negative, and parts are not more than the whole.</summary>
    public static void ValidateStatus(StatefulSetStatus status, StatefulSetStatus old, FieldErrors errors)
    {
        const string Whole = "status.replicas";
        var path = FieldPath.Root("status");
        errors.CheckNotNegative(path.Child("replicas"), status.Replicas);
        errors.CheckNotNegative(path.Child("readyReplicas"), status.ReadyReplicas);
        errors.CheckNotNegative(path.Child("currentReplicas"), status.CurrentReplicas);
        errors.CheckNotNegative(path.Child("updatedReplicas"), status.UpdatedReplicas);
        errors.CheckNotNegative(path.Child("availableReplicas"), status.AvailableReplicas);
        errors.CheckNotNegative(path.Child("observedGeneration"), status.ObservedGeneration);
        errors.CheckNotNegative(path.Child("collisionCount"), status.CollisionCount);
        WorkloadValidation.CheckPart(status.ReadyReplicas, status.Replicas, Whole, errors, path.Child("readyReplicas"));
        WorkloadValidation.CheckPart(status.CurrentReplicas, status.Replicas, Whole, errors, path.Child("currentReplicas"));
        WorkloadValidation.CheckPart(status.UpdatedReplicas, status.Replicas, Whole, errors, path.Child("updatedReplicas"));
        WorkloadValidation.CheckPart(status.AvailableReplicas, status.Replicas, Whole, errors, path.Child("availableReplicas"));
        WorkloadValidation.CheckPart(status.AvailableReplicas, status.ReadyReplicas, "status.readyReplicas", errors, path.Child("availableReplicas"));
        WorkloadValidation.CheckCollisions(status.CollisionCount, old.CollisionCount, errors, path.Child("collisionCount"));
    }

    private static void CheckStrategy(StatefulSetUpdateStrategy strategy, FieldErrors errors, FieldPath path)
    {
        switch (strategy.Type)
        {
            case "":
                errors.Required(path);
                break;
            case StatefulSetUpdateStrategyType.OnDelete:
                if (strategy.RollingUpdate is { } unused)
                {
                    errors.InvalidValue(path.Child("rollingUpdate"), Shown(unused), "only allowed for updateStrategy 'RollingUpdate'");
                }

                break;
            case StatefulSetUpdateStrategyType.RollingUpdate:
                errors.CheckNotNegative(path.Child("rollingUpdate").Child("partition"), strategy.RollingUpdate?.Partition);
                break;
            default:
                var rolling = strategy.RollingUpdate is { } update ? Shown(update) : "null";
                errors.InvalidValue(path, $"{{\"Type\":{FieldErrors.Quote(strategy.Type)},\"RollingUpdate\":{rolling}}}", "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }
    }

    private static string Shown(RollingUpdateStatefulSetStrategy rolling) =>
        $"{{\"Partition\":{FieldErrorsExtensions.Shown(rolling.Partition ?? 0)},\"MaxUnavailable\":null}}";

    private static void CheckRetention(StatefulSetPersistentVolumeClaimRetentionPolicy? policy, FieldErrors errors, FieldPath path)
    {
        if (policy is not null)
        {
            string[] known = [PersistentVolumeClaimRetentionPolicyType.Retain, PersistentVolumeClaimRetentionPolicyType.Delete];
            errors.CheckSupported(path.Child("whenDeleted"), policy.WhenDeleted, known);
            errors.CheckSupported(path.Child("whenScaled"), policy.WhenScaled, known);
        }
    }

    // Upstream looks at the template's metadata twice, the second time in a place where it is not.
    private static void CheckTemplate(PodTemplateSpec template, StatefulSetSpec spec, FieldErrors errors, FieldPath path)
    {
        WorkloadValidation.CheckLabels(template, spec.Selector, errors, path);
        PodValidation.ValidateTemplate(template, errors, path);
        MetadataValidation.ValidateLabels(template.Metadata.Labels, errors, path.Child("labels"));
        MetadataValidation.ValidateAnnotations(template.Metadata.Annotations, errors, path.Child("annotations"));
        PodValidation.CheckAnnotations(template.Metadata.Annotations, template.Spec, errors, path.Child("annotations"));
    }

    public static void ValidateUpdate(StatefulSetSpec spec, StatefulSetSpec old, FieldErrors errors)
    {
        Validate(spec, false, errors);
        var fixedPart = spec with
        {
            Replicas = old.Replicas,
            Template = old.Template,
            UpdateStrategy = old.UpdateStrategy,
            MinReadySeconds = old.MinReadySeconds,
            Ordinals = old.Ordinals,
            RevisionHistoryLimit = old.RevisionHistoryLimit,
            PersistentVolumeClaimRetentionPolicy = old.PersistentVolumeClaimRetentionPolicy,
        };
        if (fixedPart != old)
        {
            errors.Forbidden(
                Path,
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
                    + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }

    // Each pod gets a volume for each claim, under the claim's name; its host name and subdomain are set by the controller.
    private static PodTemplateSpec WithClaims(StatefulSetSpec spec)
    {
        var claims = spec.VolumeClaimTemplates.Select(claim => claim.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var volumes = claims.Select(name => Volume.Empty with
        {
            Name = name,
            VolumeSource = VolumeSource.Empty with { PersistentVolumeClaim = PersistentVolumeClaimVolumeSource.Empty with { ClaimName = name } },
        });
        return spec.Template with
        {
            Spec = spec.Template.Spec with
            {
                Hostname = "",
                Subdomain = "",
                Volumes = [.. volumes, .. spec.Template.Spec.Volumes.Where(volume => !claims.Contains(volume.Name))],
            },
        };
    }
}

using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
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

        errors.CheckNotNegative(Path.Child("updateStrategy").Child("rollingUpdate").Child("partition"), spec.UpdateStrategy.RollingUpdate?.Partition);
        errors.CheckNotNegative(Path.Child("replicas"), spec.Replicas);
        errors.CheckNotNegative(Path.Child("minReadySeconds"), spec.MinReadySeconds);
        errors.CheckNotNegative(Path.Child("ordinals.start"), spec.Ordinals?.Start);
        if (isNew && spec.ServiceName.Length > 0)
        {
            errors.InvalidFor(Path.Child("serviceName"), spec.ServiceName, Formats.Dns1123Label(spec.ServiceName));
        }

        WorkloadValidation.CheckSelector(spec.Selector, "statefulset", errors, Path.Child("selector"));
        WorkloadValidation.CheckTemplate(WithClaims(spec), spec.Selector, "StatefulSet", errors, Path.Child("template"));
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
        var claims = spec.VolumeClaimTemplates.Select(claim => claim.Metadata.Name).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
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

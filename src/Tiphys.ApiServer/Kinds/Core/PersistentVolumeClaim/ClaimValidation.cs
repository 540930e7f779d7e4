using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of claims, of their own or in other kinds (pkg/apis/core/validation); errors come in upstream's order.</summary>
internal static class ClaimValidation
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";
    private static readonly FieldPath SpecPath = FieldPath.Root("spec");
    private static readonly FieldPath StatusPath = FieldPath.Root("status");

    public static void ValidateSpec(PersistentVolumeClaimSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.AccessModes.IsEmpty)
        {
            errors.Required(path.Child("accessModes"), "at least 1 access mode is required");
        }

        LabelSelectorValidation.Validate(spec.Selector, errors, path.Child("selector"));
        AccessModes.Check(spec.AccessModes, errors, path.Child("accessModes"));
        CheckStorage(spec, errors, path.Child("resources").Key(ResourceName.Storage));
        CheckClass(spec.StorageClassName, errors, path.Child("storageClassName"));
        if (spec.VolumeMode is { } mode)
        {
            errors.CheckSupported(path.Child("volumeMode"), mode, PersistentVolumeMode.Block, PersistentVolumeMode.Filesystem);
        }

        if (spec.DataSource is { } source)
        {
            CheckSource(source.APIGroup, source.Kind, source.Name, errors, path.Child("dataSource"));
        }

        if (spec.DataSourceRef is { } reference)
        {
            CheckSource(reference.APIGroup, reference.Kind, reference.Name, errors, path.Child("dataSourceRef"));
            if (!string.IsNullOrEmpty(reference.Namespace))
            {
                errors.InvalidFor(path.Child("dataSourceRef").Child("namespace"), reference.Namespace, Formats.Dns1123Label(reference.Namespace));
            }
        }

        CheckSourcesAgree(spec, errors, path);
        CheckClass(spec.VolumeAttributesClassName, errors, path.Child("volumeAttributesClassName"));
    }

    public static void ValidateUpdate(PersistentVolumeClaim claim, PersistentVolumeClaim old, FieldErrors errors)
    {
        ValidateSpec(claim.Spec, errors, SpecPath);
        var (spec, expected) = (claim.Spec, old.Spec);
        if (old.Spec.VolumeName.Length == 0)
        {
            expected = expected with { VolumeName = spec.VolumeName };
        }

        spec = MovesClass(claim, old) ? spec with { StorageClassName = null } : KeepClass(claim, old, spec, errors);
        if (claim.Status.Phase == PersistentVolumeClaimPhase.Bound)
        {
            spec = spec with
            {
                VolumeAttributesClassName = old.Spec.VolumeAttributesClassName,
                Resources = spec.Resources.Requests.IsEmpty ? spec.Resources : spec.Resources with
                {
                    Requests = spec.Resources.Requests.SetItem(ResourceName.Storage, Storage(old.Spec.Resources.Requests)),
                },
            };
        }

        if (spec != expected)
        {
            errors.Forbidden(SpecPath, "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n");
        }

        CheckSize(claim, old, errors);
        errors.CheckImmutable(FieldPath.Root("volumeMode"), claim.Spec.VolumeMode, old.Spec.VolumeMode);
        CheckAttributesClassKept(claim, old, errors);
    }

    public static void ValidateStatus(PersistentVolumeClaim claim, FieldErrors errors)
    {
        if (claim.Spec.AccessModes.IsEmpty)
        {
            errors.Required(FieldPath.Root("Spec").Child("accessModes"));
        }

        foreach (var (name, amount) in claim.Status.Capacity)
        {
            Quantities.CheckBasic(amount, errors, StatusPath.Child("capacity").Key(name));
        }

        foreach (var (name, status) in claim.Status.AllocatedResourceStatuses)
        {
            var path = StatusPath.Child("allocatedResourceStatuses");
            CheckResource(name, errors, path);
            string[] known = ["ControllerResizeInProgress", "ControllerResizeInfeasible", "NodeResizeInProgress", "NodeResizeInfeasible", "NodeResizePending"];
            if (!known.Contains(status))
            {
                errors.NotSupported(path, name, known);
            }
        }

        foreach (var (name, amount) in claim.Status.AllocatedResources)
        {
            var path = StatusPath.Child("allocatedResources");
            if (CheckResource(name, errors, path))
            {
                Quantities.CheckBasic(amount, errors, path.Key(name));
            }
        }
    }

    private static void CheckStorage(PersistentVolumeClaimSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.Resources.Requests.TryGetValue(ResourceName.Storage, out var amount))
        {
            Quantities.CheckPositive(amount, errors, path);
        }
        else
        {
            errors.Required(path);
        }
    }

    private static void CheckClass(string? name, FieldErrors errors, FieldPath path)
    {
        if (!string.IsNullOrEmpty(name))
        {
            errors.InvalidFor(path, name, Formats.Dns1123Subdomain(name));
        }
    }

    private static void CheckSource(string? group, string kind, string name, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("name"), name);
        errors.CheckRequired(path.Child("kind"), kind);
        if (string.IsNullOrEmpty(group) && kind != "PersistentVolumeClaim")
        {
            errors.Invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
        }

        if (!string.IsNullOrEmpty(group))
        {
            errors.InvalidFor(path.Child("apiGroup"), group, Formats.Dns1123Subdomain(group));
        }
    }

    private static void CheckSourcesAgree(PersistentVolumeClaimSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec is not { DataSource: { } source, DataSourceRef: { } reference })
        {
            return;
        }

        if (!string.IsNullOrEmpty(reference.Namespace))
        {
            errors.InvalidValue(path, "{}", "may not be specified when dataSourceRef.namespace is specified");
        }
        else if ((source.APIGroup ?? "", source.Kind, source.Name) != (reference.APIGroup ?? "", reference.Kind, reference.Name))
        {
            errors.InvalidValue(path, "{}", "must match dataSourceRef");
        }
    }

    // The class may move from the annotation, where it once stood, to the field.
    private static bool MovesClass(PersistentVolumeClaim claim, PersistentVolumeClaim old) =>
        old.Metadata.Annotations.TryGetValue(ClassAnnotation, out var name)
        && old.Spec.StorageClassName is null
        && claim.Spec.StorageClassName == name
        && claim.Metadata.Annotations.GetValueOrDefault(ClassAnnotation, name) == name;

    // A claim without a class may get one.
    private static PersistentVolumeClaimSpec KeepClass(PersistentVolumeClaim claim, PersistentVolumeClaim old, PersistentVolumeClaimSpec spec, FieldErrors errors)
    {
        var (annotation, before) = (claim.Metadata.Annotations.GetValueOrDefault(ClassAnnotation), old.Metadata.Annotations.GetValueOrDefault(ClassAnnotation));
        errors.CheckImmutable(FieldPath.Root("metadata").Child("annotations").Key(ClassAnnotation), annotation, before);
        var isNew = claim.Spec.StorageClassName is { } name && old.Spec.StorageClassName is null && (before is null || name == before);
        return isNew ? spec with { StorageClassName = null } : spec;
    }

    private static void CheckSize(PersistentVolumeClaim claim, PersistentVolumeClaim old, FieldErrors errors)
    {
        var size = Storage(claim.Spec.Resources.Requests);
        if (size < Storage(old.Spec.Resources.Requests) && size <= Storage(old.Status.Capacity))
        {
            errors.Forbidden(SpecPath.Child("resources").Child("requests").Child("storage"), "field can not be less than status.capacity");
        }
    }

    private static void CheckAttributesClassKept(PersistentVolumeClaim claim, PersistentVolumeClaim old, FieldErrors errors)
    {
        var (name, before) = (claim.Spec.VolumeAttributesClassName, old.Spec.VolumeAttributesClassName);
        if (name == before || old.Status.CurrentVolumeAttributesClassName is null || name?.Length > 0)
        {
            return;
        }

        var what = name is null ? "nil" : "empty string";
        errors.Forbidden(
            SpecPath.Child("volumeAttributesClassName"), $"update to {what} is forbidden when status.currentVolumeAttributesClassName is not nil");
    }

    private static bool CheckResource(string name, FieldErrors errors, FieldPath path)
    {
        var reasons = Formats.QualifiedName(name).ToList();
        errors.InvalidFor(path, name, reasons);
        if (reasons.Count == 0 && ResourceNames.IsNative(name) && name != ResourceName.Storage)
        {
            errors.NotSupported(path, name, ResourceName.Storage);
            return false;
        }

        return reasons.Count == 0;
    }

    private static Quantity Storage(ApiMap<Quantity> resources) => resources.GetValueOrDefault(ResourceName.Storage);
}

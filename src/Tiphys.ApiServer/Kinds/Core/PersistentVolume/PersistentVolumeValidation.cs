using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of persistent volumes (pkg/apis/core/validation); errors come in upstream's order.</summary>
internal static class PersistentVolumeValidation
{
    private const string NotInline = "may not be specified in the context of inline volumes";
    private const string MountOptions = "volume.beta.kubernetes.io/mount-options";
    private static readonly FieldPath SpecPath = FieldPath.Root("spec");

    public static void Validate(PersistentVolume volume, FieldErrors errors)
    {
        CheckSpec(volume.Spec, volume.Metadata.Name, errors);
        CheckMountOptions(volume, errors);
    }

    public static void ValidateUpdate(PersistentVolume volume, PersistentVolume old, FieldErrors errors)
    {
        Validate(volume, errors);
        CheckSpec(volume.Spec, volume.Metadata.Name, errors);
        var (source, before) = (volume.Spec.PersistentVolumeSource, old.Spec.PersistentVolumeSource);
        if (source.CSI is { } csi && before.CSI is { ControllerExpandSecretRef: null })
        {
            source = source with { CSI = csi with { ControllerExpandSecretRef = null } };
        }

        if (source != before)
        {
            errors.Forbidden(SpecPath.Child("persistentvolumesource"), "spec.persistentvolumesource is immutable after creation\n");
        }

        errors.CheckImmutable(FieldPath.Root("volumeMode"), volume.Spec.VolumeMode, old.Spec.VolumeMode);
        if (old.Spec.NodeAffinity is { } affinity && volume.Spec.NodeAffinity != affinity)
        {
            CheckAffinityKept(volume.Spec.NodeAffinity, errors);
        }

        if (old.Spec.VolumeAttributesClassName is not null && volume.Spec.VolumeAttributesClassName is null)
        {
            errors.Forbidden(SpecPath.Child("volumeAttributesClassName"), "update from non-nil value to nil is forbidden");
        }
    }

    /// <summary>A volume that an attachment names whole: only what a CSI driver needs may be there.</summary>
    public static void ValidateInline(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        CheckAbsent(spec.ClaimRef is not null, "claimRef", errors, path);
        CheckAbsent(!spec.Capacity.IsEmpty, "capacity", errors, path);
        if (spec.PersistentVolumeSource.CSI is null)
        {
            errors.Required(path.Child("csi"), "has to be specified in the context of inline volumes");
        }

        CheckModes(spec, errors, path);
        if (spec.PersistentVolumeReclaimPolicy is not ("" or PersistentVolumeReclaimPolicy.Retain))
        {
            errors.Forbidden(path.Child("persistentVolumeReclaimPolicy"), "may only be Retain in the context of inline volumes");
        }

        CheckAbsent(spec.NodeAffinity is not null, "nodeAffinity", errors, path);
        PersistentVolumeSourceValidation.Check(spec.PersistentVolumeSource, "", errors, path);
        CheckAbsent(spec.StorageClassName.Length > 0, "storageClassName", errors, path);
        if (spec.VolumeMode is not (null or PersistentVolumeMode.Filesystem))
        {
            errors.Forbidden(path.Child("volumeMode"), "may not specify volumeMode other than Filesystem in the context of inline volumes");
        }

        CheckAttributesClass(spec, errors, path);
    }

    private static void CheckSpec(PersistentVolumeSpec spec, string name, FieldErrors errors)
    {
        CheckModes(spec, errors, SpecPath);
        CheckCapacity(spec.Capacity, errors, SpecPath.Child("capacity"));
        if (spec.PersistentVolumeReclaimPolicy.Length > 0)
        {
            errors.CheckSupported(
                SpecPath.Child("persistentVolumeReclaimPolicy"),
                spec.PersistentVolumeReclaimPolicy,
                PersistentVolumeReclaimPolicy.Delete,
                PersistentVolumeReclaimPolicy.Recycle,
                PersistentVolumeReclaimPolicy.Retain);
        }

        CheckAffinity(spec.NodeAffinity, errors, SpecPath.Child("nodeAffinity"));
        PersistentVolumeSourceValidation.Check(spec.PersistentVolumeSource, name, errors, SpecPath);
        if (spec.PersistentVolumeSource.Local is not null && spec.NodeAffinity is null)
        {
            errors.Required(SpecPath.Child("nodeAffinity"), "Local volume requires node affinity");
        }

        var root = spec.PersistentVolumeSource.HostPath?.Path;
        if (root?.Length > 0 && root.All(character => character == '/') && spec.PersistentVolumeReclaimPolicy == PersistentVolumeReclaimPolicy.Recycle)
        {
            errors.Forbidden(SpecPath.Child("persistentVolumeReclaimPolicy"), "may not be 'recycle' for a hostPath mount of '/'");
        }

        if (spec.StorageClassName.Length > 0)
        {
            errors.InvalidFor(SpecPath.Child("storageClassName"), spec.StorageClassName, Formats.Dns1123Subdomain(spec.StorageClassName));
        }

        if (spec.VolumeMode is { } mode)
        {
            errors.CheckSupported(SpecPath.Child("volumeMode"), mode, PersistentVolumeMode.Block, PersistentVolumeMode.Filesystem);
        }

        CheckAttributesClass(spec, errors, SpecPath);
    }

    private static void CheckModes(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.AccessModes.IsEmpty)
        {
            errors.Required(path.Child("accessModes"));
        }

        AccessModes.Check(spec.AccessModes, errors, path.Child("accessModes"));
    }

    private static void CheckCapacity(ApiMap<Quantity> capacity, FieldErrors errors, FieldPath path)
    {
        if (capacity.IsEmpty)
        {
            errors.Required(path);
        }

        if (!capacity.ContainsKey(ResourceName.Storage) || capacity.Count > 1)
        {
            var shown = capacity.IsDefault
                ? "null"
                : $"{{{string.Join(',', capacity.Select(each => $"{FieldErrors.Quote(each.Key)}:{FieldErrors.Quote(each.Value.ToString())}"))}}}";
            errors.Add(new(FieldErrorType.FieldValueNotSupported, path.ToString(), shown, "supported values: \"storage\""));
        }

        foreach (var (name, amount) in capacity)
        {
            Quantities.CheckBasic(amount, errors, path.Key(name));
            Quantities.CheckPositive(amount, errors, path.Key(name));
        }
    }

    private static void CheckAffinity(VolumeNodeAffinity? affinity, FieldErrors errors, FieldPath path)
    {
        if (affinity is { Required: { } required })
        {
            PodValidation.CheckNodeSelector(required, errors, path.Child("required"));
        }
        else if (affinity is not null)
        {
            errors.Required(path.Child("required"), "must specify required node constraints");
        }
    }

    private static void CheckAffinityKept(VolumeNodeAffinity? affinity, FieldErrors errors)
    {
        var shown = affinity is null ? "null" : System.Text.Encoding.UTF8.GetString(Tiphys.Api.Json.ApiJson.Write(affinity));
        errors.InvalidValue(FieldPath.Root("nodeAffinity"), shown, "field is immutable, except for updating from beta label to GA");
    }

    private static void CheckAttributesClass(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.VolumeAttributesClassName is not { } name)
        {
            return;
        }

        if (name.Length == 0)
        {
            errors.Required(path.Child("volumeAttributesClassName"), "an empty string is disallowed");
        }
        else
        {
            errors.InvalidFor(path.Child("volumeAttributesClassName"), name, Formats.Dns1123Subdomain(name));
        }

        if (spec.PersistentVolumeSource.CSI is null)
        {
            errors.Required(path.Child("csi"), "has to be specified when using volumeAttributesClassName");
        }
    }

    private static void CheckMountOptions(PersistentVolume volume, FieldErrors errors)
    {
        var mounts = volume.Spec.PersistentVolumeSource is { GCEPersistentDisk: not null } or { AWSElasticBlockStore: not null } or { Glusterfs: not null }
            or { NFS: not null } or { RBD: not null } or { Quobyte: not null } or { ISCSI: not null } or { Cinder: not null } or { CephFS: not null }
            or { AzureFile: not null } or { VsphereVolume: not null } or { AzureDisk: not null } or { PhotonPersistentDisk: not null };
        if (!mounts && volume.Metadata.Annotations.ContainsKey(MountOptions))
        {
            errors.Forbidden(FieldPath.Root("metadata").Child("annotations").Child(MountOptions), "may not specify mount options for this volume type");
        }
    }

    private static void CheckAbsent(bool isThere, string field, FieldErrors errors, FieldPath path)
    {
        if (isThere)
        {
            errors.Forbidden(path.Child(field), NotInline);
        }
    }
}

using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;
using SourceCheck = (string Field, string? Shown, System.Action<Tiphys.ApiServer.Validation.FieldPath> Check);
using VolumeRules = Tiphys.ApiServer.Kinds.Core.PersistentVolumeSourceValidation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Kinds of volumes, in the order of their checks; upstream names some of the fields otherwise than the API does.</content>
internal static partial class PodValidation
{
    private static IEnumerable<SourceCheck> Sources(VolumeSource source, bool isPod, FieldErrors errors) =>
        [.. FirstSources(source, errors), .. NetworkSources(source, errors), .. MixedSources(source, errors), .. LastSources(source, isPod, errors)];

    private static IEnumerable<SourceCheck> FirstSources(VolumeSource source, FieldErrors errors)
    {
        if (source.HostPath is { } hostPath)
        {
            yield return ("hostPath", null, at => CheckHostPath(hostPath, errors, at));
        }

        if (source.GitRepo is { } git)
        {
            yield return ("gitRepo", null, at => CheckGit(git, errors, at));
        }

        if (source.GCEPersistentDisk is { } gce)
        {
            yield return ("gcePersistentDisk", "persistentDisk", at => VolumeRules.CheckDisk("pdName", gce.PDName, gce.Partition, errors, at));
        }

        if (source.AWSElasticBlockStore is { } aws)
        {
            yield return ("awsElasticBlockStore", null, at => VolumeRules.CheckDisk("volumeID", aws.VolumeID, aws.Partition, errors, at));
        }

        if (source.Secret is { } secret)
        {
            yield return ("secret", null, at => CheckFiles(secret.SecretName, "secretName", secret.DefaultMode, secret.Items, errors, at));
        }

        if (source.NFS is { } nfs)
        {
            yield return ("nfs", null, at => CheckNfs(nfs, errors, at));
        }

        if (source.ISCSI is { } iscsi)
        {
            yield return ("iscsi", null, at => CheckIscsi(iscsi, errors, at));
        }
    }

    private static IEnumerable<SourceCheck> NetworkSources(VolumeSource source, FieldErrors errors)
    {
        if (source.Glusterfs is { } glusterfs)
        {
            yield return ("glusterfs", null, at => CheckGlusterfs(glusterfs, errors, at));
        }

        if (source.Flocker is { } flocker)
        {
            yield return ("flocker", null, at => VolumeRules.CheckFlocker(flocker, errors, at));
        }

        if (source.PersistentVolumeClaim is { } claim)
        {
            yield return ("persistentVolumeClaim", null, at => errors.CheckRequired(at.Child("claimName"), claim.ClaimName));
        }

        if (source.RBD is { } rbd)
        {
            yield return ("rbd", null, at => CheckRbd(rbd, errors, at));
        }

        if (source.Cinder is { } cinder)
        {
            yield return ("cinder", null, at => CheckCinder(cinder, errors, at));
        }

        if (source.CephFS is { } cephfs)
        {
            yield return ("cephFS", "cephfs", at => VolumeRules.CheckAny("monitors", cephfs.Monitors, errors, at));
        }

        if (source.Quobyte is { } quobyte)
        {
            yield return ("quobyte", null, at => VolumeRules.CheckQuobyte(quobyte, errors, at));
        }
    }

    private static IEnumerable<SourceCheck> MixedSources(VolumeSource source, FieldErrors errors)
    {
        if (source.DownwardAPI is { } downward)
        {
            yield return ("downwarAPI", "downwardAPI", at => CheckDownward(downward, errors, at));
        }

        if (source.FC is { } fc)
        {
            yield return ("fc", null, at => VolumeRules.CheckFibreChannel(fc, errors, at));
        }

        if (source.FlexVolume is { } flex)
        {
            yield return ("flexVolume", null, at => VolumeRules.CheckFlex(flex.Driver, flex.Options, errors, at));
        }

        if (source.ConfigMap is { } configMap)
        {
            yield return ("configMap", null, at => CheckFiles(configMap.LocalObjectReference.Name, "name", configMap.DefaultMode, configMap.Items, errors, at));
        }

        if (source.AzureFile is { } azureFile)
        {
            yield return ("azureFile", null, at => VolumeRules.CheckAzureFile(azureFile.SecretName, azureFile.ShareName, errors, at));
        }

        if (source.VsphereVolume is { } vsphere)
        {
            yield return ("vsphereVolume", null, at => errors.CheckRequired(at.Child("volumePath"), vsphere.VolumePath));
        }

        if (source.PhotonPersistentDisk is { } photon)
        {
            yield return ("photonPersistentDisk", null, at => errors.CheckRequired(at.Child("pdID"), photon.PdID));
        }

        if (source.PortworxVolume is { } portworx)
        {
            yield return ("portworxVolume", null, at => errors.CheckRequired(at.Child("volumeID"), portworx.VolumeID));
        }
    }

    private static IEnumerable<SourceCheck> LastSources(VolumeSource source, bool isPod, FieldErrors errors)
    {
        if (source.AzureDisk is { } azureDisk)
        {
            yield return ("azureDisk", null, at => VolumeRules.CheckAzureDisk(azureDisk, errors, at));
        }

        if (source.StorageOS is { } storageOS)
        {
            yield return ("storageos", null, at => CheckStorageOS(storageOS, errors, at));
        }

        if (source.Projected is { } projected)
        {
            yield return ("projected", null, at => CheckProjected(projected, errors, at));
        }

        if (source.ScaleIO is { } scaleIO)
        {
            yield return ("scaleIO", null, at => VolumeRules.CheckScaleIO(scaleIO.Gateway, scaleIO.System, scaleIO.VolumeName, errors, at));
        }

        if (source.CSI is { } csi)
        {
            yield return ("csi", null, at => CheckCsi(csi, errors, at));
        }

        if (source.Ephemeral is { } ephemeral)
        {
            yield return ("ephemeral", null, at => CheckEphemeral(ephemeral, errors, at));
        }

        if (source.Image is { } image)
        {
            yield return ("image", null, at => CheckImage(image, isPod, errors, at));
        }
    }

    private static void CheckGit(GitRepoVolumeSource git, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("repository"), git.Repository);
        errors.InvalidFor(path.Child("directory"), git.Directory, Paths.Descending(git.Directory));
    }

    private static void CheckIscsi(ISCSIVolumeSource iscsi, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("targetPortal"), iscsi.TargetPortal);
        errors.CheckRequired(path.Child("iqn"), iscsi.IQN, IscsiName);
        errors.InvalidFor(path.Child("lun"), iscsi.Lun, Formats.InRange(iscsi.Lun, 0, 255));
        if ((iscsi.DiscoveryCHAPAuth || iscsi.SessionCHAPAuth) && iscsi.SecretRef is null)
        {
            errors.Required(path.Child("secretRef"));
        }

        if (iscsi.InitiatorName is { } initiator)
        {
            errors.InvalidFor(path.Child("initiatorname"), initiator, IscsiName(initiator));
        }
    }

    private static IEnumerable<string> IscsiName(string name) => name.Length < 3 || name[..3] is not ("iqn" or "eui" or "naa")
        ? ["must be valid format starting with iqn, eui, or naa"]
        : VolumeRules.IscsiName(name);

    private static void CheckGlusterfs(GlusterfsVolumeSource glusterfs, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("endpoints"), glusterfs.EndpointsName);
        errors.CheckRequired(path.Child("path"), glusterfs.Path);
    }

    private static void CheckRbd(RBDVolumeSource rbd, FieldErrors errors, FieldPath path)
    {
        VolumeRules.CheckAny("monitors", rbd.CephMonitors, errors, path);
        errors.CheckRequired(path.Child("image"), rbd.RBDImage);
    }

    private static void CheckCinder(CinderVolumeSource cinder, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("volumeID"), cinder.VolumeID);
        CheckNamed(cinder.SecretRef, errors, path.Child("secretRef"));
    }

    private static void CheckStorageOS(StorageOSVolumeSource storageOS, FieldErrors errors, FieldPath path)
    {
        VolumeRules.CheckStorageOS(storageOS.VolumeName, storageOS.VolumeNamespace, errors, path);
        CheckNamed(storageOS.SecretRef, errors, path.Child("secretRef"));
    }

    private static void CheckNamed(LocalObjectReference? reference, FieldErrors errors, FieldPath path)
    {
        if (reference is { Name.Length: 0 })
        {
            errors.Required(path.Child("name"));
        }
    }

    private static void CheckCsi(CSIVolumeSource csi, FieldErrors errors, FieldPath path)
    {
        CsiNames.CheckDriver(csi.Driver, errors, path.Child("driver"));
        CheckNamed(csi.NodePublishSecretRef, errors, path.Child("nodePublishSecretRef"));
        CheckOptional(csi.NodePublishSecretRef?.Name ?? "", Formats.Dns1123Subdomain, errors, path.Child("name"));
    }

    private static void CheckEphemeral(EphemeralVolumeSource ephemeral, FieldErrors errors, FieldPath path)
    {
        var at = path.Child("volumeClaimTemplate");
        if (ephemeral.VolumeClaimTemplate is not { } template)
        {
            errors.Required(at);
            return;
        }

        MetadataValidation.ValidateAnnotations(template.Metadata.Annotations, errors, at.Child("metadata").Child("annotations"));
        MetadataValidation.ValidateLabels(template.Metadata.Labels, errors, at.Child("metadata").Child("labels"));
        CheckOnlyLabels(template.Metadata, errors, at.Child("metadata"));
        ClaimValidation.ValidateSpec(template.Spec, errors, at.Child("spec"));
    }

    private static void CheckOnlyLabels(ObjectMeta metadata, FieldErrors errors, FieldPath path) => ForbidSet(
        errors,
        path,
        "cannot be set",
        ("name", metadata.Name.Length > 0),
        ("generateName", metadata.GenerateName.Length > 0),
        ("namespace", metadata.Namespace.Length > 0),
        ("selfLink", metadata.SelfLink.Length > 0),
        ("uID", metadata.UID.Length > 0),
        ("resourceVersion", metadata.ResourceVersion.Length > 0),
        ("generation", metadata.Generation != 0),
        ("creationTimestamp", !metadata.CreationTimestamp.IsZero),
        ("deletionTimestamp", metadata.DeletionTimestamp is not null),
        ("deletionGracePeriodSeconds", metadata.DeletionGracePeriodSeconds is not null),
        ("ownerReferences", !metadata.OwnerReferences.IsDefault),
        ("finalizers", !metadata.Finalizers.IsDefault),
        ("managedFields", !metadata.ManagedFields.IsDefault));

    private static void ForbidSet(FieldErrors errors, FieldPath path, string detail, params ReadOnlySpan<(string Field, bool IsSet)> fields)
    {
        foreach (var (field, isSet) in fields)
        {
            if (isSet)
            {
                errors.Forbidden(path.Child(field), detail);
            }
        }
    }
}

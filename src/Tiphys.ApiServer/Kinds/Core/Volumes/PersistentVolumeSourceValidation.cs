using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of where a persistent volume is (pkg/apis/core/validation, ValidatePersistentVolumeSpec): exactly one place.</summary>
internal static partial class PersistentVolumeSourceValidation
{
    private const string OneSource = "may not specify more than 1 volume type";

    /// <summary>Checks the source of a volume; upstream names some of its fields otherwise than the API does.</summary>
    public static void Check(PersistentVolumeSource source, string volumeName, FieldErrors errors, FieldPath path)
    {
        var count = 0;
        foreach (var (field, shown, check) in Sources(source, volumeName, errors))
        {
            if (count++ > 0)
            {
                errors.Forbidden(path.Child(field), OneSource);
            }
            else
            {
                check(path.Child(shown ?? field));
            }
        }

        if (count == 0)
        {
            errors.Required(path, "must specify a volume type");
        }
    }

    private static IEnumerable<(string Field, string? Shown, Action<FieldPath> Check)> Sources(PersistentVolumeSource source, string volumeName, FieldErrors errors) =>
        [.. Plain(source, errors), .. Cluster(source, volumeName, errors), .. Cloud(source, errors), .. Local(source, errors)];

    private static IEnumerable<(string Field, string? Shown, Action<FieldPath> Check)> Plain(PersistentVolumeSource source, FieldErrors errors)
    {
        if (source.HostPath is { } hostPath)
        {
            yield return ("hostPath", null, path => PodValidation.CheckHostPath(hostPath, errors, path));
        }

        if (source.GCEPersistentDisk is { } gce)
        {
            yield return ("gcePersistentDisk", "persistentDisk", path => CheckDisk("pdName", gce.PDName, gce.Partition, errors, path));
        }

        if (source.AWSElasticBlockStore is { } aws)
        {
            yield return ("awsElasticBlockStore", null, path => CheckDisk("volumeID", aws.VolumeID, aws.Partition, errors, path));
        }

        if (source.Glusterfs is { } glusterfs)
        {
            yield return ("glusterfs", null, path => CheckGlusterfs(glusterfs, errors, path));
        }

        if (source.Flocker is { } flocker)
        {
            yield return ("flocker", null, path => CheckFlocker(flocker, errors, path));
        }

        if (source.NFS is { } nfs)
        {
            yield return ("nfs", null, path => PodValidation.CheckNfs(nfs, errors, path));
        }
    }

    private static IEnumerable<(string Field, string? Shown, Action<FieldPath> Check)> Cluster(PersistentVolumeSource source, string volumeName, FieldErrors errors)
    {
        if (source.RBD is { } rbd)
        {
            yield return ("rbd", null, path =>
            {
                CheckAny("monitors", rbd.CephMonitors, errors, path);
                errors.CheckRequired(path.Child("image"), rbd.RBDImage);
            });
        }

        if (source.Quobyte is { } quobyte)
        {
            yield return ("quobyte", null, path => CheckQuobyte(quobyte, errors, path));
        }

        if (source.CephFS is { } cephfs)
        {
            yield return ("cephFS", "cephfs", path => CheckAny("monitors", cephfs.Monitors, errors, path));
        }

        if (source.ISCSI is { } iscsi)
        {
            yield return ("iscsi", null, path => CheckIscsi(iscsi, volumeName, errors, path));
        }

        if (source.Cinder is { } cinder)
        {
            yield return ("cinder", null, path =>
            {
                errors.CheckRequired(path.Child("volumeID"), cinder.VolumeID);
                CheckReference(cinder.SecretRef?.Name, cinder.SecretRef?.Namespace, errors, path.Child("secretRef"));
            });
        }

        if (source.FC is { } fc)
        {
            yield return ("fc", null, path => CheckFibreChannel(fc, errors, path));
        }
    }

    private static IEnumerable<(string Field, string? Shown, Action<FieldPath> Check)> Cloud(PersistentVolumeSource source, FieldErrors errors)
    {
        // A flex volume is checked beside any other.
        if (source.AzureFile is { } azureFile)
        {
            yield return ("azureFile", null, path => CheckAzureFile(azureFile, errors, path));
        }

        if (source.VsphereVolume is { } vsphere)
        {
            yield return ("vsphereVolume", null, path => errors.CheckRequired(path.Child("volumePath"), vsphere.VolumePath));
        }

        if (source.PhotonPersistentDisk is { } photon)
        {
            yield return ("photonPersistentDisk", null, path => errors.CheckRequired(path.Child("pdID"), photon.PdID));
        }

        if (source.PortworxVolume is { } portworx)
        {
            yield return ("portworxVolume", null, path => errors.CheckRequired(path.Child("volumeID"), portworx.VolumeID));
        }

        if (source.AzureDisk is { } azureDisk)
        {
            yield return ("azureDisk", null, path => CheckAzureDisk(azureDisk, errors, path));
        }

        if (source.ScaleIO is { } scaleIO)
        {
            yield return ("scaleIO", null, path => CheckScaleIO(scaleIO.Gateway, scaleIO.System, scaleIO.VolumeName, errors, path));
        }
    }

    private static IEnumerable<(string Field, string? Shown, Action<FieldPath> Check)> Local(PersistentVolumeSource source, FieldErrors errors)
    {
        if (source.Local is { } local)
        {
            yield return ("local", null, path => errors.CheckRequired(path.Child("path"), local.Path, Paths.NoBacksteps));
        }

        if (source.StorageOS is { } storageOS)
        {
            yield return ("storageos", null, path => CheckStorageOS(storageOS, errors, path));
        }

        if (source.CSI is { } csi)
        {
            yield return ("csi", null, path => CheckCsi(csi, errors, path));
        }

        if (source.FlexVolume is { } flex)
        {
            yield return ("flexVolume", null, path => CheckFlex(flex.Driver, flex.Options, errors, path));
        }
    }
}

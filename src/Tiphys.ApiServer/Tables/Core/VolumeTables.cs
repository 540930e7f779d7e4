using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Tables.Core;

/// <summary>Volumes and claims.</summary>
internal static class VolumeTables
{
    // Where the class stood before there was a field for it.
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    private static readonly (string Mode, string Short)[] Modes =
    [
        (PersistentVolumeAccessMode.ReadWriteOnce, "RWO"),
        (PersistentVolumeAccessMode.ReadOnlyMany, "ROX"),
        (PersistentVolumeAccessMode.ReadWriteMany, "RWX"),
        (PersistentVolumeAccessMode.ReadWriteOncePod, "RWOP"),
    ];

    public static KindTable PersistentVolume { get; } = new TableBuilder<PersistentVolume>()
        .Name()
        .Text("Capacity", "Size of the volume.", volume => Storage(volume.Spec.Capacity))
        .Text("Access Modes", "Ways in which the volume can be mounted.", volume => AccessModes(volume.Spec.AccessModes))
        .Text("Reclaim Policy", "What becomes of the volume when its claim is gone.", volume => volume.Spec.PersistentVolumeReclaimPolicy)
        .Text("Status", "Whether the volume is free, bound or released.", volume => Phase(volume.Metadata, volume.Status.Phase))
        .Text("Claim", "Claim that the volume is bound to.", volume => volume.Spec.ClaimRef is { } claim ? $"{claim.Namespace}/{claim.Name}" : "")
        .Text("StorageClass", "Class of the volume.", volume => Class(volume.Metadata, volume.Spec.StorageClassName))
        .Text("VolumeAttributesClass", "Class of the volume's changeable attributes.", volume => volume.Spec.VolumeAttributesClassName ?? TableText.Unset)
        .Text("Reason", "Why the volume is as it is, in one word.", volume => volume.Status.Reason)
        .Age()
        .Text("VolumeMode", "File system or raw block device.", volume => volume.Spec.VolumeMode ?? TableText.Unset).Wide()
        .Build();

    public static KindTable PersistentVolumeClaim { get; } = new TableBuilder<PersistentVolumeClaim>()
        .Name()
        .Text("Status", "Whether the claim has its volume.", claim => Phase(claim.Metadata, claim.Status.Phase))
        .Text("Volume", "Volume of the claim.", claim => claim.Spec.VolumeName)
        .Text("Capacity", "Size of the volume.", claim => claim.Spec.VolumeName.Length > 0 ? Storage(claim.Status.Capacity) : "")
        .Text("Access Modes", "Ways in which the volume can be mounted.", claim => claim.Spec.VolumeName.Length > 0 ? AccessModes(claim.Status.AccessModes) : "")
        .Text("StorageClass", "Class that the claim asks for.", claim => Class(claim.Metadata, claim.Spec.StorageClassName ?? ""))
        .Text("VolumeAttributesClass", "Class of the volume's changeable attributes.", claim => claim.Spec.VolumeAttributesClassName ?? TableText.Unset)
        .Age()
        .Text("VolumeMode", "File system or raw block device.", claim => claim.Spec.VolumeMode ?? TableText.Unset).Wide()
        .Build();

    private static string Storage(ApiMap<Quantity> resources) => resources.GetValueOrDefault(ResourceName.Storage).ToString();

    private static string AccessModes(ApiList<string> modes) => string.Join(',', Modes.Where(each => modes.Contains(each.Mode)).Select(each => each.Short));

    private static string Phase(ObjectMeta metadata, string phase) => metadata.DeletionTimestamp is null ? phase : "Terminating";

    private static string Class(ObjectMeta metadata, string name) => metadata.Annotations.GetValueOrDefault(ClassAnnotation, name);
}

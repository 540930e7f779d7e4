using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>What of a volume or claim works but is on its way out (pkg/api/persistentvolume, pkg/api/persistentvolumeclaim).</summary>
internal static class PersistentVolumeWarnings
{
    private static readonly (string Annotation, string Message)[] Annotations =
    [
        ("volume.beta.kubernetes.io/storage-class", "deprecated since v1.8; use \"storageClassName\" attribute instead"),
        ("volume.beta.kubernetes.io/mount-options", "deprecated since v1.31; use \"mountOptions\" attribute instead"),
    ];

    public static IEnumerable<string> Of(PersistentVolume volume)
    {
        var source = volume.Spec.PersistentVolumeSource;
        return
        [
            .. OfAnnotations(volume.Metadata, Annotations.Length),
            .. When(
                volume.Spec.PersistentVolumeReclaimPolicy == PersistentVolumeReclaimPolicy.Recycle,
                "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning."),
            .. (volume.Spec.NodeAffinity?.Required?.NodeSelectorTerms ?? default).SelectMany((term, index) => NodeLabelWarnings.OfTerm(
                term, false, FieldPath.Root("spec").Child("nodeAffinity").Child("required").Child("nodeSelectorTerms").Index(index))),
            .. When(source.CephFS is not null, "spec.cephfs: deprecated in v1.28, non-functional in v1.31+"),
            .. When(source.PhotonPersistentDisk is not null, "spec.photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+"),
            .. When(source.ScaleIO is not null, "spec.scaleIO: deprecated in v1.16, non-functional in v1.22+"),
            .. When(source.StorageOS is not null, "spec.storageOS: deprecated in v1.22, non-functional in v1.25+"),
            .. When(source.Glusterfs is not null, "spec.glusterfs: deprecated in v1.25, non-functional in v1.26+"),
            .. When(source.RBD is not null, "spec.rbd: deprecated in v1.28, non-functional in v1.31+"),
        ];
    }

    public static IEnumerable<string> Of(PersistentVolumeClaim claim) =>
    [
        .. OfAnnotations(claim.Metadata, 1),
        .. OfSpec(claim.Spec, FieldPath.Root("spec")),
    ];

    /// <summary>Warnings about what a claim asks for, wherever it stands.</summary>
    public static IEnumerable<string> OfSpec(PersistentVolumeClaimSpec spec, FieldPath path) =>
    [
        .. Fraction(spec.Resources.Requests, path.Child("resources").Child("requests")),
        .. Fraction(spec.Resources.Limits, path.Child("resources").Child("limits")),
    ];

    private static IEnumerable<string> OfAnnotations(ObjectMeta metadata, int count) => Annotations.Take(count)
        .Where(each => metadata.Annotations.ContainsKey(each.Annotation))
        .Select(each => $"metadata.annotations[{each.Annotation}]: {each.Message}");

    private static IEnumerable<string> Fraction(ApiMap<Quantity> resources, FieldPath path)
    {
        var amount = resources.GetValueOrDefault(ResourceName.Storage);
        return When(amount.MilliValue % 1000 != 0, $"{path.Key(ResourceName.Storage)}: fractional byte value \"{amount}\" is invalid, must be an integer");
    }

    private static IEnumerable<string> When(bool condition, string warning) => condition ? [warning] : [];
}

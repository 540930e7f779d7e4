using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Authorization.Nodes;

/// <summary>Secrets of volumes that a node reads to mount them.</summary>
internal static class VolumeRelations
{
    /// <summary>The secrets of a volume that is bound to a claim in a namespace.</summary>
    public static IEnumerable<ObjectKey> Secrets(PersistentVolume volume, string claimNamespace)
    {
        var source = volume.Spec.PersistentVolumeSource;
        return Named(source, claimNamespace).Where(each => each.Name.Length > 0).Select(each => new ObjectKey(NodeObject.Secret, each.Namespace, each.Name));
    }

    private static IEnumerable<(string Namespace, string Name)> Named(PersistentVolumeSource source, string claimNamespace) => source switch
    {
        { AzureFile: { } file } => [(file.SecretNamespace is { Length: > 0 } ns ? ns : claimNamespace, file.SecretName)],
        { CephFS.SecretRef: { } secret } => [Or(secret, claimNamespace)],
        { Cinder.SecretRef: { } secret } => [(secret.Namespace, secret.Name)],
        { FlexVolume.SecretRef: { } secret } => [Or(secret, claimNamespace)],
        { RBD.SecretRef: { } secret } => [Or(secret, claimNamespace)],
        { ScaleIO.SecretRef: { } secret } => [Or(secret, claimNamespace)],
        { ISCSI.SecretRef: { } secret } => [Or(secret, claimNamespace)],
        { StorageOS.SecretRef: { } secret } => [(secret.Namespace, secret.Name)],
        { CSI: { } csi } => new[] { csi.NodePublishSecretRef, csi.NodeStageSecretRef, csi.NodeExpandSecretRef }.OfType<SecretReference>().Select(secret => (secret.Namespace, secret.Name)),
        _ => [],
    };

    private static (string Namespace, string Name) Or(SecretReference secret, string claimNamespace) =>
        (secret.Namespace.Length > 0 ? secret.Namespace : claimNamespace, secret.Name);
}

using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>Other objects that a pod refers to.</summary>
internal static class PodReferences
{
    /// <summary>Environments of all containers.</summary>
    private static IEnumerable<(ApiList<EnvVar> Variables, ApiList<EnvFromSource> Sources)> Environments(Pod pod) =>
        pod.Spec.InitContainers.Concat(pod.Spec.Containers).Select(container => (container.Env, container.EnvFrom))
            .Concat(pod.Spec.EphemeralContainers.Select(container => (container.EphemeralContainerCommon.Env, container.EphemeralContainerCommon.EnvFrom)));

    /// <summary>Names of secrets, as often as they are named.</summary>
    public static IEnumerable<string> Secrets(Pod pod) => pod.Spec.ImagePullSecrets.Select(secret => secret.Name)
        .Concat(Environments(pod).SelectMany(each => each.Variables).Select(each => each.ValueFrom?.SecretKeyRef?.LocalObjectReference.Name))
        .Concat(Environments(pod).SelectMany(each => each.Sources).Select(each => each.SecretRef?.LocalObjectReference.Name))
        .Concat(pod.Spec.Volumes.SelectMany(Secrets))
        .Where(name => !string.IsNullOrEmpty(name))
        .Select(name => name!);

    /// <summary>Names of config maps, as often as they are named.</summary>
    public static IEnumerable<string> ConfigMaps(Pod pod) => Environments(pod).SelectMany(each => each.Variables).Select(each => each.ValueFrom?.ConfigMapKeyRef?.LocalObjectReference.Name)
        .Concat(Environments(pod).SelectMany(each => each.Sources).Select(each => each.ConfigMapRef?.LocalObjectReference.Name))
        .Concat(pod.Spec.Volumes.Select(volume => volume.VolumeSource.ConfigMap?.LocalObjectReference.Name))
        .Concat(Projections(pod).Select(source => source.ConfigMap?.LocalObjectReference.Name))
        .Where(name => !string.IsNullOrEmpty(name))
        .Select(name => name!);

    /// <summary>True when a volume holds a token of the pod's account.</summary>
    public static bool HasTokenProjection(Pod pod) => Projections(pod).Any(source => source.ServiceAccountToken is not null);

    /// <summary>The first kind of object that the pod refers to; null when it stands for itself.</summary>
    public static string? FirstResource(Pod pod) => pod switch
    {
        { Spec.ServiceAccountName.Length: > 0 } => "serviceaccounts",
        _ when Secrets(pod).Any() => "secrets",
        _ when ConfigMaps(pod).Any() => "configmaps",
        { Spec.ResourceClaims.IsEmpty: false } => "resourceclaims",
        _ => pod.Spec.Volumes.Select(volume => Resource(volume.VolumeSource)).FirstOrDefault(each => each is not null),
    };

    private static string? Resource(VolumeSource source) => source switch
    {
        { CSI: not null } => "csidrivers (via CSI volumes)",
        { Glusterfs: not null } => "endpoints (via glusterFS volumes)",
        { PersistentVolumeClaim: not null } => "persistentvolumeclaims",
        { Ephemeral: not null } => "persistentvolumeclaims (via ephemeral volumes)",
        { AzureFile: not null } => "secrets (via azureFile volumes)",
        { Projected: { } projected } => projected.Sources.Select(Resource).FirstOrDefault(each => each is not null),
        _ => null,
    };

    private static string? Resource(VolumeProjection source) => source switch
    {
        { ServiceAccountToken: not null } => "serviceaccounts (via projected volumes)",
        { ClusterTrustBundle: not null } => "clustertrustbundles",
        { PodCertificate: not null } => "podcertificates",
        _ => null,
    };

    private static IEnumerable<VolumeProjection> Projections(Pod pod) =>
        pod.Spec.Volumes.SelectMany(volume => volume.VolumeSource.Projected?.Sources ?? default);

    private static IEnumerable<string?> Secrets(Volume volume)
    {
        var source = volume.VolumeSource;
        return
        [
            source.AzureFile?.SecretName,
            source.CephFS?.SecretRef?.Name,
            source.Cinder?.SecretRef?.Name,
            source.FlexVolume?.SecretRef?.Name,
            source.RBD?.SecretRef?.Name,
            source.Secret?.SecretName,
            source.ScaleIO?.SecretRef?.Name,
            source.ISCSI?.SecretRef?.Name,
            source.StorageOS?.SecretRef?.Name,
            source.CSI?.NodePublishSecretRef?.Name,
            .. (source.Projected?.Sources ?? default).Select(each => each.Secret?.LocalObjectReference.Name),
        ];
    }
}

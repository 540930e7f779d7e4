using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.References;

/// <summary>The names of ConfigMaps and Secrets that a pod's spec refers to; all are in the pod's namespace.</summary>
internal static class PodReferences
{
    public static IReadOnlySet<string> ConfigMaps(Pod pod) => Named(
        Containers(pod).SelectMany(OfConfigMaps).Concat(pod.Spec.Volumes.SelectMany(volume => OfConfigMaps(volume.VolumeSource))));

    public static IReadOnlySet<string> Secrets(Pod pod) => Named(
        Containers(pod).SelectMany(OfSecrets)
            .Concat(pod.Spec.Volumes.SelectMany(volume => OfSecrets(volume.VolumeSource)))
            .Concat(pod.Spec.ImagePullSecrets.Select(secret => secret.Name)));

    private static HashSet<string> Named(IEnumerable<string?> names) => [.. names.OfType<string>().Where(name => name.Length > 0)];

    // What a container's environment consists of, whatever the container is.
    private static IEnumerable<(ApiList<EnvFromSource> EnvFrom, ApiList<EnvVar> Env)> Containers(Pod pod) =>
        pod.Spec.InitContainers.Concat(pod.Spec.Containers).Select(container => (container.EnvFrom, container.Env))
            .Concat(pod.Spec.EphemeralContainers.Select(container => (container.EphemeralContainerCommon.EnvFrom, container.EphemeralContainerCommon.Env)));

    private static IEnumerable<string?> OfConfigMaps((ApiList<EnvFromSource> EnvFrom, ApiList<EnvVar> Env) container) =>
        container.EnvFrom.Select(from => from.ConfigMapRef?.LocalObjectReference.Name)
            .Concat(container.Env.Select(variable => variable.ValueFrom?.ConfigMapKeyRef?.LocalObjectReference.Name));

    private static IEnumerable<string?> OfSecrets((ApiList<EnvFromSource> EnvFrom, ApiList<EnvVar> Env) container) =>
        container.EnvFrom.Select(from => from.SecretRef?.LocalObjectReference.Name)
            .Concat(container.Env.Select(variable => variable.ValueFrom?.SecretKeyRef?.LocalObjectReference.Name));

    private static IEnumerable<string?> OfConfigMaps(VolumeSource source) =>
        [source.ConfigMap?.LocalObjectReference.Name, .. Projections(source).Select(part => part.ConfigMap?.LocalObjectReference.Name)];

    private static IEnumerable<string?> OfSecrets(VolumeSource source) =>
        [source.Secret?.SecretName, .. Projections(source).Select(part => part.Secret?.LocalObjectReference.Name)];

    private static ApiList<VolumeProjection> Projections(VolumeSource source) => source.Projected?.Sources ?? default;
}

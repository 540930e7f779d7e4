using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>Which secrets a pod may refer to.</summary>
internal static class SecretRules
{
    /// <summary>A mirror pod refers to no account and no secret: its node could use it to read what it may not.</summary>
    public static void CheckMirror(AdmissionRequest request, Pod pod)
    {
        if (pod.Spec.ServiceAccountName.Length > 0)
        {
            throw Denial.Of(request, pod, "a mirror pod may not reference service accounts");
        }

        if (PodReferences.Secrets(pod).Any())
        {
            throw Denial.Of(request, pod, "a mirror pod may not reference secrets");
        }

        if (PodReferences.HasTokenProjection(pod))
        {
            throw Denial.Of(request, pod, "a mirror pod may not use ServiceAccountToken volume projections");
        }
    }

    /// <summary>A pod of an account that limits secrets refers to those that the account names.</summary>
    public static void CheckReferences(AdmissionRequest request, Pod pod, ServiceAccount account, bool onlyEphemeral)
    {
        var allowed = account.Secrets.Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        var name = account.Metadata.Name;
        var why = onlyEphemeral
            ? pod.Spec.EphemeralContainers.Select(container => container.EphemeralContainerCommon)
                .Select(container => Problem("ephemeral container", container.Name, container.Env, container.EnvFrom, allowed, name)).FirstOrDefault(each => each is not null)
            : VolumeProblem(pod, allowed, name)
                ?? pod.Spec.InitContainers.Select(each => Problem("init container", each.Name, each.Env, each.EnvFrom, allowed, name)).FirstOrDefault(each => each is not null)
                ?? pod.Spec.Containers.Select(each => Problem("container", each.Name, each.Env, each.EnvFrom, allowed, name)).FirstOrDefault(each => each is not null)
                ?? PullProblem(pod, account);
        if (why is not null)
        {
            throw Denial.Of(request, pod, why);
        }
    }

    private static string? VolumeProblem(Pod pod, HashSet<string> allowed, string account) => pod.Spec.Volumes
        .Select(volume => volume.VolumeSource.Secret)
        .Where(secret => secret is not null && !allowed.Contains(secret.SecretName))
        .Select(secret => $"volume with secret.secretName=\"{secret!.SecretName}\" is not allowed because service account {account} does not reference that secret")
        .FirstOrDefault();

    private static string? Problem(
        string what, string container, ApiList<EnvVar> variables, ApiList<EnvFromSource> sources, HashSet<string> allowed, string account)
    {
        var tail = $"is not allowed because service account {account} does not reference that secret";
        var variable = variables.FirstOrDefault(each => each.ValueFrom?.SecretKeyRef is { } key && !allowed.Contains(key.LocalObjectReference.Name));
        if (variable is not null)
        {
            return $"{what} {container} with envVar {variable.Name} referencing secret.secretName=\"{variable.ValueFrom!.SecretKeyRef!.LocalObjectReference.Name}\" {tail}";
        }

        var source = sources.FirstOrDefault(each => each.SecretRef is { } secret && !allowed.Contains(secret.LocalObjectReference.Name));
        return source is null ? null : $"{what} {container} with envFrom referencing secret.secretName=\"{source.SecretRef!.LocalObjectReference.Name}\" {tail}";
    }

    private static string? PullProblem(Pod pod, ServiceAccount account)
    {
        var allowed = account.ImagePullSecrets.Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        var index = pod.Spec.ImagePullSecrets.FindIndex(secret => !allowed.Contains(secret.Name));
        return index < 0
            ? null
            : $"imagePullSecrets[{index}].name=\"{pod.Spec.ImagePullSecrets[index].Name}\" is not allowed because service account {account.Metadata.Name} does not reference that imagePullSecret";
    }
}

using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Volumes;

/// <summary>Whom a pod runs as, for the files it gets.</summary>
internal static class PodOwners
{
    /// <summary>The user that all containers of the pod run as by its spec; null when one says nothing, or another.</summary>
    public static long? CommonUser(Pod pod)
    {
        var users = pod.Spec.InitContainers.Concat(pod.Spec.Containers).Select(container => container.SecurityContext?.RunAsUser)
            .Concat(pod.Spec.EphemeralContainers.Select(container => container.EphemeralContainerCommon.SecurityContext?.RunAsUser))
            .Select(user => user ?? pod.Spec.SecurityContext?.RunAsUser)
            .Distinct().ToArray();
        return users is [{ } only] ? only : null;
    }
}

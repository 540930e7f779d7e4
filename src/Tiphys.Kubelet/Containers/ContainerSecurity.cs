using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Sandboxes;

namespace Tiphys.Kubelet.Containers;

/// <summary>
/// What a container may do: its own security context laid over that of the pod (upstream: pkg/securitycontext and
/// pkg/kubelet/kuberuntime/security_context.go). SELinux options are ignored: the engine does not label files or processes.
/// </summary>
internal static class ContainerSecurity
{
    /// <exception cref="ContainerConfigException">The container must not run as root but would, or nobody can tell.</exception>
    public static Cri.LinuxContainerSecurityContext Build(Pod pod, Container container, string imageUser, string? targetId, string seccompDirectory)
    {
        var own = container.SecurityContext ?? SecurityContext.Empty;
        var ofPod = pod.Spec.SecurityContext ?? PodSecurityContext.Empty;
        var runAsUser = own.RunAsUser ?? ofPod.RunAsUser;
        var (imageUid, imageUserName) = ImageUser(imageUser);
        if (own.RunAsNonRoot ?? ofPod.RunAsNonRoot ?? false)
        {
            RequireNonRoot(pod, container, runAsUser, imageUid, imageUserName);
        }

        var isPrivileged = own.Privileged is true;
        var isUnmasked = own.ProcMount == ProcMountType.Unmasked;
        var namespaces = SandboxConfigs.Namespaces(pod.Spec);
        return new Cri.LinuxContainerSecurityContext
        {
            Privileged = isPrivileged,
            RunAsUser = runAsUser,
            // The engine takes a group only together with a user, which is then that of the image.
            RunAsGroup = own.RunAsGroup ?? ofPod.RunAsGroup,
            RunAsUserName = runAsUser is null && (own.RunAsGroup ?? ofPod.RunAsGroup) is not null && imageUser.Length > 0 ? imageUser.Split(':')[0] : "",
            SupplementalGroups = [.. ofPod.FSGroup is { } group ? [group] : Array.Empty<long>(), .. ofPod.SupplementalGroups],
            SupplementalGroupsPolicy = ofPod.SupplementalGroupsPolicy == Api.Core.V1.SupplementalGroupsPolicy.Strict
                ? Cri.SupplementalGroupsPolicy.Strict
                : Cri.SupplementalGroupsPolicy.Merge,
            Capabilities = new Cri.CapabilityConfig { Add = [.. own.Capabilities?.Add ?? default], Drop = [.. own.Capabilities?.Drop ?? default] },
            ReadOnlyRootFilesystem = own.ReadOnlyRootFilesystem is true,
            NoNewPrivileges = own.AllowPrivilegeEscalation is false,
            MaskedPaths = isUnmasked ? [] : null,
            ReadOnlyPaths = isUnmasked ? [] : null,
            Seccomp = isPrivileged ? null : Seccomp(own.SeccompProfile ?? ofPod.SeccompProfile, seccompDirectory),
            AppArmor = AppArmor(own.AppArmorProfile ?? ofPod.AppArmorProfile),
            Namespaces = targetId is not null && namespaces.Pid == Cri.NamespaceMode.Container
                ? namespaces with { Pid = Cri.NamespaceMode.Target, TargetId = targetId }
                : namespaces,
        };
    }

    private static (long? Uid, string Name) ImageUser(string imageUser)
    {
        var user = imageUser.Split(':')[0];
        return user.Length == 0 ? (0, "")
            : long.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? (uid, "")
            : (null, user);
    }

    private static void RequireNonRoot(Pod pod, Container container, long? runAsUser, long? imageUid, string imageUserName)
    {
        var who = $"(pod: \"{PodContainers.Format(pod)}\", container: {container.Name})";
        var message = (runAsUser, imageUid) switch
        {
            (0, _) => $"container's runAsUser breaks non-root policy {who}",
            (not null, _) => null,
            (_, null) => $"container has runAsNonRoot and image has non-numeric user ({imageUserName}), cannot verify user is non-root {who}",
            (_, 0) => $"container has runAsNonRoot and image will run as root {who}",
            _ => null,
        };
        if (message is not null)
        {
            throw new ContainerConfigException(message);
        }
    }

    private static Cri.SecurityProfile? Seccomp(SeccompProfile? profile, string directory) => profile?.Type switch
    {
        SeccompProfileType.RuntimeDefault => new Cri.SecurityProfile(Cri.SecurityProfileType.RuntimeDefault),
        SeccompProfileType.Localhost => new Cri.SecurityProfile(Cri.SecurityProfileType.Localhost, Path.Combine(directory, profile.LocalhostProfile ?? "")),
        _ => null,
    };

    private static Cri.SecurityProfile? AppArmor(AppArmorProfile? profile) => profile?.Type switch
    {
        SeccompProfileType.Localhost => new Cri.SecurityProfile(Cri.SecurityProfileType.Localhost, profile.LocalhostProfile ?? ""),
        SeccompProfileType.Unconfined => new Cri.SecurityProfile(Cri.SecurityProfileType.Unconfined),
        _ => null,
    };
}

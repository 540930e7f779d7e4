namespace Tiphys.Api.Core.V1;

/// <summary>Security settings for a whole pod, some of which serve as defaults for its containers.</summary>
[ApiType("io.k8s.api.core.v1.PodSecurityContext")]
public sealed partial record PodSecurityContext
{
    /// <summary>SELinux label given to all containers that set none of their own; Linux only.</summary>
    [ApiField("seLinuxOptions", 1, OmitEmpty = true, Optional = true)]
    public partial SELinuxOptions? SELinuxOptions { get; init; }

    /// <summary>Windows-only identity settings used for every container that does not override them.</summary>
    [ApiField("windowsOptions", 8, OmitEmpty = true, Optional = true)]
    public partial WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>User id for the main process of each container; defaults to the user set in the image.</summary>
    [ApiField("runAsUser", 2, OmitEmpty = true, Optional = true)]
    public partial long? RunAsUser { get; init; }

    /// <summary>Primary group id for container processes; the runtime decides when it is unset.</summary>
    [ApiField("runAsGroup", 6, OmitEmpty = true, Optional = true)]
    public partial long? RunAsGroup { get; init; }

    /// <summary>When true, the kubelet refuses to start a container that would run as user id 0.</summary>
    [ApiField("runAsNonRoot", 3, OmitEmpty = true, Optional = true)]
    public partial bool? RunAsNonRoot { get; init; }

    /// <summary>Extra group ids added to the first process of each container.</summary>
    [ApiField("supplementalGroups", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<long> SupplementalGroups { get; init; }

    /// <summary>Merge also adds groups found in the image, Strict uses only listed ones; Merge is the default.</summary>
    [ApiField("supplementalGroupsPolicy", 12, OmitEmpty = true, Optional = true, Enum = typeof(SupplementalGroupsPolicy), TypeName = "v1.SupplementalGroupsPolicy")]
    public partial string? SupplementalGroupsPolicy { get; init; }

    /// <summary>Group id that owns supported volumes and is added to the groups of every container.</summary>
    [ApiField("fsGroup", 5, OmitEmpty = true, Optional = true)]
    public partial long? FSGroup { get; init; }

    /// <summary>Namespaced kernel parameters to set for the pod; unsupported ones may prevent its start.</summary>
    [ApiField("sysctls", 7, OmitEmpty = true, Optional = true)]
    public partial ApiList<Sysctl> Sysctls { get; init; }

    /// <summary>When volume ownership is changed on mount: Always, the default, or only OnRootMismatch.</summary>
    [ApiField("fsGroupChangePolicy", 9, OmitEmpty = true, Optional = true, Enum = typeof(PodFSGroupChangePolicy), TypeName = "v1.PodFSGroupChangePolicy")]
    public partial string? FSGroupChangePolicy { get; init; }

    /// <summary>Seccomp filter for containers that choose none themselves; Linux only.</summary>
    [ApiField("seccompProfile", 10, OmitEmpty = true, Optional = true)]
    public partial SeccompProfile? SeccompProfile { get; init; }

    /// <summary>AppArmor profile for containers that choose none themselves; Linux only.</summary>
    [ApiField("appArmorProfile", 11, OmitEmpty = true, Optional = true)]
    public partial AppArmorProfile? AppArmorProfile { get; init; }

    /// <summary>How volumes get their SELinux label: by MountOption or by Recursive relabelling of files.</summary>
    [ApiField("seLinuxChangePolicy", 13, OmitEmpty = true, Optional = true, TypeName = "v1.PodSELinuxChangePolicy")]
    public partial string? SELinuxChangePolicy { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Security settings of one container, which win over those of the pod.</summary>
[ApiType("io.k8s.api.core.v1.SecurityContext")]
public sealed partial record SecurityContext
{
    /// <summary>Linux capabilities to add to or drop from the runtime default set.</summary>
    [ApiField("capabilities", 1, OmitEmpty = true, Optional = true)]
    public partial Capabilities? Capabilities { get; init; }

    /// <summary>Whether the container runs with powers close to root on the host; false by default.</summary>
    [ApiField("privileged", 2, OmitEmpty = true, Optional = true)]
    public partial bool? Privileged { get; init; }

    /// <summary>SELinux label of the container; Linux only.</summary>
    [ApiField("seLinuxOptions", 3, OmitEmpty = true, Optional = true)]
    public partial SELinuxOptions? SELinuxOptions { get; init; }

    /// <summary>Windows-only identity settings of the container.</summary>
    [ApiField("windowsOptions", 10, OmitEmpty = true, Optional = true)]
    public partial WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>User id for the main process; defaults to the user set in the image.</summary>
    [ApiField("runAsUser", 4, OmitEmpty = true, Optional = true)]
    public partial long? RunAsUser { get; init; }

    /// <summary>Primary group id for the main process; the runtime decides when it is unset.</summary>
    [ApiField("runAsGroup", 8, OmitEmpty = true, Optional = true)]
    public partial long? RunAsGroup { get; init; }

    /// <summary>When true, the kubelet refuses to start the container as user id 0.</summary>
    [ApiField("runAsNonRoot", 5, OmitEmpty = true, Optional = true)]
    public partial bool? RunAsNonRoot { get; init; }

    /// <summary>Whether the root file system is mounted read-only; false by default.</summary>
    [ApiField("readOnlyRootFilesystem", 6, OmitEmpty = true, Optional = true)]
    public partial bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>Whether a process may gain more privileges than its parent; always true when privileged.</summary>
    [ApiField("allowPrivilegeEscalation", 7, OmitEmpty = true, Optional = true)]
    public partial bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>How /proc is mounted: Default, with masked paths, or Unmasked.</summary>
    [ApiField("procMount", 9, OmitEmpty = true, Optional = true, Enum = typeof(ProcMountType), TypeName = "v1.ProcMountType")]
    public partial string? ProcMount { get; init; }

    /// <summary>Seccomp filter of the container; Linux only.</summary>
    [ApiField("seccompProfile", 11, OmitEmpty = true, Optional = true)]
    public partial SeccompProfile? SeccompProfile { get; init; }

    /// <summary>AppArmor profile of the container; Linux only.</summary>
    [ApiField("appArmorProfile", 12, OmitEmpty = true, Optional = true)]
    public partial AppArmorProfile? AppArmorProfile { get; init; }
}

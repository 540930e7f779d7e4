namespace Tiphys.Containers;

/// <summary>How groups given in the pod and those of the image's /etc/group go together.</summary>
public enum SupplementalGroupsPolicy
{
    /// <summary>Those of the image's user are added.</summary>
    Merge,

    /// <summary>Only those given.</summary>
    Strict,
}

public enum SecurityProfileType
{
    RuntimeDefault,
    Unconfined,
    Localhost,
}

/// <summary>A seccomp or AppArmor profile.</summary>
/// <param name="LocalhostReference">Absolute path of a seccomp profile, or name of a loaded AppArmor profile.</param>
public sealed record SecurityProfile(SecurityProfileType Type, string LocalhostReference = "");

/// <summary>Capabilities with or without the prefix CAP_; <c>ALL</c> stands for every one.</summary>
public sealed record CapabilityConfig
{
    public IReadOnlyList<string> Add { get; init; } = [];
    public IReadOnlyList<string> Drop { get; init; } = [];
    public IReadOnlyList<string> AddAmbient { get; init; } = [];
}

/// <summary>What a container may do (CRI LinuxContainerSecurityContext).</summary>
public sealed record LinuxContainerSecurityContext
{
    public CapabilityConfig Capabilities { get; init; } = new();

    /// <summary>All capabilities and devices, writable /sys, no seccomp profile, nothing masked.</summary>
    public bool Privileged { get; init; }

    /// <summary>Null: as the sandbox has them.</summary>
    public NamespaceOptions? Namespaces { get; init; }

    public long? RunAsUser { get; init; }

    /// <summary>Only with <see cref="RunAsUser"/> or <see cref="RunAsUserName"/>.</summary>
    public long? RunAsGroup { get; init; }

    public string RunAsUserName { get; init; } = "";
    public IReadOnlyList<long> SupplementalGroups { get; init; } = [];
    public SupplementalGroupsPolicy SupplementalGroupsPolicy { get; init; }
    public bool ReadOnlyRootFilesystem { get; init; }
    public bool NoNewPrivileges { get; init; }

    /// <summary>Null: the engine's own list.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }

    /// <summary>Null: the engine's own list.</summary>
    public IReadOnlyList<string>? ReadOnlyPaths { get; init; }

    /// <summary>Null: unconfined.</summary>
    public SecurityProfile? Seccomp { get; init; }

    /// <summary>Only <see cref="SecurityProfileType.Localhost"/> has an effect, and only where AppArmor is enabled.</summary>
    public SecurityProfile? AppArmor { get; init; }
}

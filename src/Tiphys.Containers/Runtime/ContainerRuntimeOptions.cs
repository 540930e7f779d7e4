namespace Tiphys.Containers;

/// <summary>Where a node's container engine stands and what it runs.</summary>
public sealed record ContainerRuntimeOptions
{
    /// <summary>Directory that holds all state; made if missing. Not on a file system that cannot carry overlayfs.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>Cgroup from the root of the hierarchy below which all others are made, e.g. <c>/tiphys</c>. Of this node alone.</summary>
    public required string CgroupParent { get; init; }

    /// <summary>Path of runc or crun; null: the one that suits the machine.</summary>
    public string? OciRuntimePath { get; init; }

    /// <summary>Path of conmon; null: found in PATH.</summary>
    public string? ConmonPath { get; init; }

    /// <summary>How long making a container in the OCI runtime may take before it counts as failed.</summary>
    public TimeSpan CreateTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a killed container may take to end before stopping it fails.</summary>
    public TimeSpan KillTimeout { get; init; } = TimeSpan.FromMinutes(2);
}

namespace Tiphys.Containers;

/// <summary>Names a container within its pod, and how often it was restarted.</summary>
public sealed record ContainerMetadata(string Name, uint Attempt);

public sealed record EnvironmentVariable(string Name, string Value);

/// <summary>How mounts that appear later travel between node and container (CRI MountPropagation).</summary>
public enum MountPropagation
{
    /// <summary>Not at all (rprivate).</summary>
    Private,

    /// <summary>From the node into the container (rslave).</summary>
    HostToContainer,

    /// <summary>Both ways (rshared).</summary>
    Bidirectional,
}

/// <summary>A directory or file of the node made visible in a container.</summary>
public sealed record ContainerMount
{
    public required string ContainerPath { get; init; }

    /// <summary>On the node. A directory is created here if there is nothing.</summary>
    public required string HostPath { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>Mounts below are made read-only too. Needs <see cref="ReadOnly"/> and private propagation.</summary>
    public bool RecursiveReadOnly { get; init; }

    public MountPropagation Propagation { get; init; } = MountPropagation.Private;
}

/// <summary>A device of the node. A directory stands for all devices in it.</summary>
public sealed record ContainerDevice
{
    public required string HostPath { get; init; }
    public required string ContainerPath { get; init; }

    /// <summary>Any of r (read), w (write), m (make node).</summary>
    public string Permissions { get; init; } = "rwm";
}

/// <summary>A resource limit of a process (setrlimit(2)), e.g. <c>RLIMIT_NOFILE</c>.</summary>
public sealed record ResourceLimit(string Type, ulong Soft, ulong Hard);

/// <summary>Resources of a container (CRI LinuxContainerResources). What is null is not limited.</summary>
public sealed record LinuxContainerResources
{
    /// <summary>Microseconds.</summary>
    public ulong? CpuPeriod { get; init; }

    /// <summary>Microseconds per period.</summary>
    public long? CpuQuota { get; init; }

    public ulong? CpuShares { get; init; }

    /// <summary>Bytes.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Memory and swap together, in bytes.</summary>
    public long? MemorySwapLimit { get; init; }

    public long? PidsLimit { get; init; }

    /// <summary>-1000 (never chosen) to 1000. Where the node may not lower it, the lowest it may set is used.</summary>
    public int? OomScoreAdj { get; init; }

    public string? CpusetCpus { get; init; }
    public string? CpusetMems { get; init; }

    /// <summary>Page size (2MB, 1GB) to bytes.</summary>
    public IReadOnlyDictionary<string, ulong> HugepageLimits { get; init; } = new Dictionary<string, ulong>();

    /// <summary>cgroup v2 files to write as given.</summary>
    public IReadOnlyDictionary<string, string> Unified { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a container runs (CRI ContainerConfig).</summary>
public sealed record ContainerConfig
{
    public required ContainerMetadata Metadata { get; init; }

    /// <summary>Id of the image, as the root file system provider knows it.</summary>
    public required string ImageId { get; init; }

    /// <summary>The image as the user named it; only reported back.</summary>
    public string ImageReference { get; init; } = "";

    /// <summary>Replaces the image's entry point; with it the image's own arguments are dropped.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyList<string> Arguments { get; init; } = [];
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Later entries win over earlier ones and over the image's.</summary>
    public IReadOnlyList<EnvironmentVariable> Environment { get; init; } = [];

    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];
    public IReadOnlyList<ContainerDevice> Devices { get; init; } = [];
    public IReadOnlyList<ResourceLimit> ResourceLimits { get; init; } = [];
    public LinuxContainerResources Resources { get; init; } = new();
    public LinuxContainerSecurityContext SecurityContext { get; init; } = new();

    /// <summary>Relative to the sandbox's log directory. Empty: output is dropped.</summary>
    public string LogPath { get; init; } = "";

    /// <summary>Keep standard input open for attaching.</summary>
    public bool Stdin { get; init; }

    /// <summary>Close standard input when the first attached client leaves.</summary>
    public bool StdinOnce { get; init; }

    public bool Tty { get; init; }

    /// <summary>Signal that asks the container to end, e.g. <c>SIGQUIT</c>; empty: the image's, or SIGTERM.</summary>
    public string StopSignal { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}

namespace Tiphys.Containers;

/// <summary>Space that a directory tree takes.</summary>
public sealed record FilesystemUsage(DateTimeOffset Timestamp, string Path, ulong UsedBytes, ulong InodesUsed);

/// <summary>What a container uses.</summary>
public sealed record ContainerStats
{
    public required string Id { get; init; }
    public required string SandboxId { get; init; }
    public required ContainerMetadata Metadata { get; init; }
    public required CgroupStats Resources { get; init; }

    /// <summary>What the container has written into its root; measured anew at most every ten seconds.</summary>
    public FilesystemUsage? WritableLayer { get; init; }
}

/// <summary>Counters of a network interface since it was made.</summary>
public sealed record NetworkInterfaceUsage(string Name, ulong ReceivedBytes, ulong ReceiveErrors, ulong SentBytes, ulong SendErrors);

/// <summary>What a pod uses.</summary>
public sealed record PodSandboxStats
{
    public required string Id { get; init; }
    public required PodSandboxMetadata Metadata { get; init; }

    /// <summary>The pod's cgroup as a whole.</summary>
    public required CgroupStats Resources { get; init; }

    /// <summary>Without the loopback interface; empty with the node's network.</summary>
    public IReadOnlyList<NetworkInterfaceUsage> Interfaces { get; init; } = [];

    public IReadOnlyList<ContainerStats> Containers { get; init; } = [];
}

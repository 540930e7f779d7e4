namespace Tiphys.Containers;

/// <summary>What a cgroup and those below it use. What its kernel does not count is null.</summary>
public sealed record CgroupStats
{
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>CPU time used so far, in nanoseconds.</summary>
    public ulong? CpuUsageNanoseconds { get; init; }

    /// <summary>All memory charged, page cache included, in bytes.</summary>
    public ulong? MemoryUsageBytes { get; init; }

    /// <summary>Memory that cannot be taken back at once: usage without inactive file pages. Eviction decides on it.</summary>
    public ulong? MemoryWorkingSetBytes { get; init; }

    /// <summary>Anonymous memory, in bytes.</summary>
    public ulong? MemoryRssBytes { get; init; }

    /// <summary>The limit of this cgroup itself, in bytes; null when it has none.</summary>
    public ulong? MemoryLimitBytes { get; init; }

    public ulong? PageFaults { get; init; }
    public ulong? MajorPageFaults { get; init; }
    public ulong? SwapUsageBytes { get; init; }
    public ulong? ProcessCount { get; init; }

    /// <summary>Memory that may still be used under the limit; null without a limit.</summary>
    public ulong? MemoryAvailableBytes => MemoryLimitBytes is { } limit && MemoryWorkingSetBytes is { } used
        ? limit - Math.Min(limit, used)
        : null;
}

namespace Tiphys.Containers;

/// <summary>Limits of a cgroup. What is null stays as it is.</summary>
public sealed record CgroupResources
{
    /// <summary>Relative CPU weight in the v1 scale (2 to 262144, 1024 for one core).</summary>
    public ulong? CpuShares { get; init; }

    /// <summary>Microseconds of CPU per period; -1 for no limit.</summary>
    public long? CpuQuota { get; init; }

    /// <summary>Length of the period in microseconds.</summary>
    public ulong? CpuPeriod { get; init; }

    /// <summary>Bytes; -1 for no limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Greatest number of processes and threads; -1 for no limit.</summary>
    public long? PidsLimit { get; init; }

    public string? CpusetCpus { get; init; }
    public string? CpusetMems { get; init; }

    /// <summary>Page size as the kernel writes it (2MB, 1GB) to bytes.</summary>
    public IReadOnlyDictionary<string, ulong> HugepageLimits { get; init; } = new Dictionary<string, ulong>();

    /// <summary>v2 files to write as given, for example memory.min. Ignored on v1.</summary>
    public IReadOnlyDictionary<string, string> Unified { get; init; } = new Dictionary<string, string>();
}

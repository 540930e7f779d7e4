namespace Tiphys.Storage;

/// <summary>Settings of an embedded store.</summary>
public sealed record StoreOptions
{
    /// <summary>How long old states and events are kept; 5 minutes, as upstream's API server has etcd compact.</summary>
    public TimeSpan HistoryAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many bytes of replaced values and events are kept at most; the oldest go first. 128 MiB.</summary>
    public long HistoryBytes { get; init; } = 128L << 20;

    /// <summary>How many writes may wait for the writer; further callers wait for a place. 4096.</summary>
    public int MaxQueuedWrites { get; init; } = 4096;

    /// <summary>How many writes share one transaction at most. 512.</summary>
    public int MaxGroupWrites { get; init; } = 512;

    /// <summary>How often a store that became read-only tries whether its disk takes writes again. 1 second.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HistoryAge, TimeSpan.Zero, nameof(HistoryAge));
        ArgumentOutOfRangeException.ThrowIfNegative(HistoryBytes, nameof(HistoryBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxQueuedWrites, 1, nameof(MaxQueuedWrites));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxGroupWrites, 1, nameof(MaxGroupWrites));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ProbeInterval, TimeSpan.Zero, nameof(ProbeInterval));
    }
}

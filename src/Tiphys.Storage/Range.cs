namespace Tiphys.Storage;

/// <summary>What to read with <see cref="IStore.Range"/>.</summary>
public readonly record struct RangeQuery
{
    /// <summary>A query for everything under a prefix.</summary>
    public RangeQuery(string prefix) => Prefix = prefix;

    /// <summary>The keys to read start with this; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Continues after this key (exclusive), the last one of the page before; null for the first page.</summary>
    public string? StartAfter { get; init; }

    /// <summary>The revision to read at; 0 for the latest.</summary>
    public long Revision { get; init; }

    /// <summary>The most entries to return; 0 for no limit.</summary>
    public int Limit { get; init; }
}

/// <summary>A page of entries, all as of one revision.</summary>
public sealed class RangeResult
{
    internal RangeResult(EntryList entries, long revision, long remainingCount)
    {
        Entries = entries;
        Revision = revision;
        RemainingCount = remainingCount;
    }

    /// <summary>The entries in key order.</summary>
    public EntryList Entries { get; }

    /// <summary>The revision that was read: that of the query, or the latest.</summary>
    public long Revision { get; }

    /// <summary>How many more entries follow after the limit was reached; exact.</summary>
    public long RemainingCount { get; }

    /// <summary>Whether there is a next page; it starts after the last key of this one.</summary>
    public bool More => RemainingCount > 0;
}

using System.Diagnostics;

namespace Tiphys.Storage;

/// <summary>What happened to a key.</summary>
public enum StoreEventType
{
    /// <summary>The key came into being.</summary>
    Created,

    /// <summary>The key got a new value.</summary>
    Modified,

    /// <summary>The key was removed.</summary>
    Deleted,
}

/// <summary>One committed write. One instance is shared by all watches.</summary>
[DebuggerDisplay("{Type} {Entry.Key} @{Revision}")]
public sealed class StoreEvent
{
    private CacheSlot _encoded;

    /// <summary>Makes an event; stores do so, and tests that stand in for one.</summary>
    public StoreEvent(StoreEventType type, StoreEntry entry, StoreEntry? previous, long revision)
    {
        Type = type;
        Entry = entry;
        Previous = previous;
        Revision = revision;
        Version = type == StoreEventType.Deleted ? StoreEntry.Tombstone(entry.Key, revision) : entry;
    }

    /// <summary>What happened.</summary>
    public StoreEventType Type { get; }

    /// <summary>The new state; for <see cref="StoreEventType.Deleted"/> the last one before the deletion.</summary>
    public StoreEntry Entry { get; }

    /// <summary>The state that was replaced or removed; null for <see cref="StoreEventType.Created"/>.</summary>
    public StoreEntry? Previous { get; }

    /// <summary>The revision of the write. For a deletion it is newer than that of <see cref="Entry"/>.</summary>
    public long Revision { get; }

    /// <summary>
    /// A slot for the encoding that all watchers of this event share: the first value set stays, later ones are ignored. Once a
    /// thousand newer events have come the slot is emptied for good, so that the history does not hold every object twice: use what
    /// you have encoded, not what you read back.
    /// </summary>
    public object? Encoded
    {
        get => _encoded.Value;
        set => _encoded.Value = value;
    }

    /// <summary>What the index keeps for this write: the entry, or a tombstone for a deletion.</summary>
    internal StoreEntry Version { get; }

    internal string Key => Entry.Key;

    /// <summary>Gives up what watchers that keep up have shared.</summary>
    internal void CloseCaches()
    {
        _encoded.Close();
        Previous?.CloseCaches();
        Entry.ForgetForms();
    }
}

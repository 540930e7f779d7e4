using System.Diagnostics;

namespace Tiphys.Storage;

/// <summary>One key as it stood from <see cref="ModRevision"/> on. Immutable and shared by everyone who reads it.</summary>
[DebuggerDisplay("{Key} @{ModRevision}")]
public sealed class StoreEntry
{
    private CacheSlot _decoded;
    private CacheSlot _encoded;
    private StoreEntry? _older;

    /// <summary>Makes an entry; stores do so, and tests that stand in for one.</summary>
    public StoreEntry(string key, ReadOnlyMemory<byte> value, long createRevision, long modRevision, object? decoded = null)
    {
        Key = key;
        Value = value;
        CreateRevision = createRevision;
        ModRevision = modRevision;
        _decoded.Value = decoded;
    }

    /// <summary>The full key.</summary>
    public string Key { get; }

    /// <summary>The stored bytes, which nobody changes.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The revision of the write that created the key.</summary>
    public long CreateRevision { get; }

    /// <summary>The revision of the write that gave the key this value.</summary>
    public long ModRevision { get; }

    /// <summary>
    /// A slot for the typed form of <see cref="Value"/>, so that a revision is decoded at most once or so: the first value set
    /// stays, later ones are ignored (of two readers that decode at the same time one has worked in vain). A typed form takes several
    /// times the memory of its bytes, so it is kept for a while only: the slot is emptied a thousand writes later, and for good some
    /// time after the entry was replaced. Use what you have decoded, not what you read back.
    /// </summary>
    public object? Decoded
    {
        get => _decoded.Value;
        set => _decoded.Value = value;
    }

    /// <summary>A slot for another encoding of <see cref="Value"/>, with the same life as <see cref="Decoded"/>.</summary>
    public object? Encoded
    {
        get => _encoded.Value;
        set => _encoded.Value = value;
    }

    /// <summary>Gives up the other forms; they can be made again.</summary>
    public void ForgetForms()
    {
        _decoded.Clear();
        _encoded.Clear();
    }

    /// <summary>The version that this one replaced, until compaction cuts it off.</summary>
    internal StoreEntry? Older
    {
        get => Volatile.Read(ref _older);
        set => Volatile.Write(ref _older, value);
    }

    /// <summary>A version that says that the key does not exist; never handed out.</summary>
    internal bool IsTombstone => CreateRevision == 0;

    internal void CloseCaches()
    {
        _decoded.Close();
        _encoded.Close();
    }

    internal static StoreEntry Tombstone(string key, long revision) => new(key, default, 0, revision);
}

namespace Tiphys.Storage.Embedded;

/// <summary>
/// Where an embedded store keeps its entries safe. Used by one thread at a time: by the opener to load, then by the writer.
/// </summary>
internal interface IDurableLog : IDisposable
{
    /// <summary>Reads what was committed.</summary>
    /// <exception cref="StoreOpenException">It cannot be read.</exception>
    LoadedState Load();

    /// <summary>Makes a group of writes durable, all or nothing. When it returns they survive a crash of the machine.</summary>
    /// <exception cref="StoreUnavailableException">They may not have become durable.</exception>
    void Commit(IReadOnlyList<StoreEvent> writes);

    /// <summary>Tries whether writing works, by a durable write that changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">It does not.</exception>
    void Probe();
}

/// <summary>The live entries, in any order, and the last committed revision.</summary>
internal sealed record LoadedState(IReadOnlyCollection<StoreEntry> Entries, long Revision)
{
    /// <summary>The revision of a store that was never written, as in etcd; so the first write gets 2.</summary>
    public const long FirstRevision = 1;
}

namespace Tiphys.Storage.Index;

/// <summary>
/// All kept versions of one key, newest first:
/// <code>
/// Head ─► rev 9 (tombstone) ─► rev 7 ─► rev 4
/// </code>
/// At revision 8 the key reads as rev 7, at 9 as absent, before 4 as absent. The writer only ever puts a new head in front and
/// cuts the tail off, so readers need no lock.
/// </summary>
internal sealed class KeyVersions(string key, StoreEntry head)
{
    private StoreEntry _head = head;

    public string Key { get; } = key;

    public StoreEntry Head => Volatile.Read(ref _head);

    /// <summary>The entry that a reader at a revision sees.</summary>
    public StoreEntry? At(long revision)
    {
        var version = Head;
        while (version is not null && version.ModRevision > revision)
            version = version.Older;
        return version is null || version.IsTombstone ? null : version;
    }

    public void Push(StoreEntry version)
    {
        version.Older = _head;
        Volatile.Write(ref _head, version);
    }
}

namespace Tiphys.Storage.Index;

/// <content>What only the one writer may call.</content>
internal sealed partial class VersionedIndex
{
    // What an event costs beside the replaced value: the event, its version and its places in the logs.
    private const int EventOverhead = 200;

    // How many events keep what their watchers have cached in them. A power of two.
    private const int RecentEvents = 1024;

    private readonly StoreEvent?[] _recent = new StoreEvent?[RecentEvents];

    /// <summary>How many bytes the history holds, as far as they are kept for it alone.</summary>
    public long HistoryBytes { get; private set; }

    /// <summary>Shows durable events, in order of their revisions, to readers and then to watchers.</summary>
    public void Apply(List<StoreEvent> events)
    {
        var root = _root;
        foreach (var storeEvent in events)
        {
            root = Apply(root, storeEvent);
            Events.Append(storeEvent);
            Remember(storeEvent);
            HistoryBytes += CostOf(storeEvent);
        }

        // Order: a reader takes the revision first and then the root or the key, and so never finds one that is too old.
        Volatile.Write(ref _root, root);
        Interlocked.Exchange(ref _currentRevision, events[^1].Revision);
        Events.Wake(events);
        _waiters.Reached(events[^1].Revision);
    }

    /// <summary>
    /// Drops history up to a revision, at most so many events of it.
    /// </summary>
    /// <returns>False when events up to the revision are left.</returns>
    public bool Compact(long revision, int maxEvents)
    {
        for (var dropped = 0; Events.Oldest is { } oldest && oldest.Revision <= revision; dropped++)
        {
            if (dropped == maxEvents)
                return false;
            PublishCompacted(oldest.Revision);
            Drop(oldest);
        }

        PublishCompacted(revision);
        return true;
    }

    private TreeNode? Apply(TreeNode? root, StoreEvent storeEvent)
    {
        var (key, revision) = (storeEvent.Key, storeEvent.Revision);
        if (Find(key) is not { } known)
            return KeyTree.Insert(root, _keys[key] = new KeyVersions(key, storeEvent.Version), revision);
        known.Push(storeEvent.Version);
        return storeEvent.Type switch
        {
            StoreEventType.Created => KeyTree.ChangeLive(root!, key, 1, revision),
            StoreEventType.Deleted => KeyTree.ChangeLive(root!, key, -1, revision),
            _ => root,
        };
    }

    private static int CostOf(StoreEvent storeEvent) => EventOverhead + (storeEvent.Previous?.Value.Length ?? 0);

    // From the revision of an event on, nobody needs what the event replaced; and a tombstone that is still the newest version
    // says no more than the absence of its key.
    private void Drop(StoreEvent oldest)
    {
        oldest.Version.Older = null;
        if (oldest.Type == StoreEventType.Deleted && Find(oldest.Key) is { } known && known.Head == oldest.Version)
        {
            _keys.TryRemove(oldest.Key, out _);
            Volatile.Write(ref _root, KeyTree.Remove(_root!, oldest.Key));
        }

        HistoryBytes -= CostOf(oldest);
        Events.DropOldest();
        if (Recent(oldest.Revision) == oldest)
            Recent(oldest.Revision) = null;
    }

    private void Remember(StoreEvent storeEvent)
    {
        ref var place = ref Recent(storeEvent.Revision);
        place?.CloseCaches();
        place = storeEvent;
    }

    private ref StoreEvent? Recent(long revision) => ref _recent[revision & (RecentEvents - 1)];

    private void PublishCompacted(long revision)
    {
        if (revision > _compactedRevision)
            Interlocked.Exchange(ref _compactedRevision, revision);
    }
}

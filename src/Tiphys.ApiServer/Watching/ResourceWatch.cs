using Tiphys.ApiServer.Selectors;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Watching;

/// <summary>
/// A watch as a client sees it: first the objects that exist, if asked for, then changes. An object that comes into the selection is
/// added, one that leaves it is deleted.
/// </summary>
internal sealed class ResourceWatch(Selection selection, IStoreWatch watch, IReadOnlyList<StoreEntry> initial, long? initialRevision) : IDisposable
{
    private int _next;
    private bool _ended = initialRevision is null;

    public Selection Selection => selection;

    /// <summary>Everything up to this version has been told; for bookmarks.</summary>
    public long Revision => watch.Revision;

    public bool TryRead(out WatchItem item)
    {
        if (_next < initial.Count)
        {
            var entry = initial[_next++];
            item = new(WatchItemType.Added, entry, entry.ModRevision);
            return true;
        }

        if (!_ended)
        {
            _ended = true;
            item = new(WatchItemType.Bookmark, null, initialRevision!.Value, EndsInitialEvents: true);
            return true;
        }

        while (watch.TryRead(out var change))
        {
            if (TryConvert(change, out item))
            {
                return true;
            }
        }

        item = default;
        return false;
    }

    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken) => watch.WaitToReadAsync(cancellationToken);

    /// <summary>Ends a wait that is under way as if there were an event.</summary>
    public void Nudge() => watch.Nudge();

    public void Dispose() => watch.Dispose();

    private bool TryConvert(StoreEvent change, out WatchItem item)
    {
        var before = change.Previous is { } previous && Fits(previous);
        var after = change.Type != StoreEventType.Deleted && Fits(change.Entry);
        item = (before, after) switch
        {
            (false, true) => new(WatchItemType.Added, change.Entry, change.Revision, change),
            (true, true) => new(WatchItemType.Modified, change.Entry, change.Revision, change),
            (true, false) => Gone(change),
            _ => default,
        };
        return before || after;
    }

    // What leaves the selection is shown as it was, with the version at which it left; a deletion shows its last state anyway.
    private static WatchItem Gone(StoreEvent change) => change.Type == StoreEventType.Deleted
        ? new(WatchItemType.Deleted, change.Entry, change.Revision, change)
        : new(WatchItemType.Deleted, change.Previous, change.Revision);

    private bool Fits(StoreEntry entry) => selection.IsEverything || selection.Matches(ObjectJson.Decode(selection.Resource, entry));
}

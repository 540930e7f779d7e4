using Tiphys.Storage;

namespace Tiphys.ApiServer.Watching;

internal enum WatchItemType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
}

/// <summary>One thing that a watcher is told.</summary>
/// <param name="Type">What happened, in the eyes of this watcher.</param>
/// <param name="Entry">The object; null for a bookmark.</param>
/// <param name="Revision">Version that the object carries.</param>
/// <param name="Source">The store's event whose shared encoding may be used; null when the object is another one than the event's.</param>
/// <param name="EndsInitialEvents">True for the bookmark that ends the initial events.</param>
internal readonly record struct WatchItem(
    WatchItemType Type, StoreEntry? Entry, long Revision, StoreEvent? Source = null, bool EndsInitialEvents = false);

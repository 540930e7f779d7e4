using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Simulation;

/// <summary>Watches of one life of a store: every acknowledged write, once and in order, also for those that come later.</summary>
internal sealed class WatchFeed : IDisposable
{
    private readonly IStore _store;
    private readonly IStoreWatch _watch;
    private readonly long _start;
    private readonly List<Written> _expected = [];
    private readonly List<Written> _seen = [];

    public WatchFeed(IStore store)
    {
        (_store, _start) = (store, store.CurrentRevision);
        _watch = store.Watch("", _start);
        if (_start > 1)
            Assert.Throws<RevisionCompactedException>(() => store.Watch("", _start - 1));
    }

    public void Expect(IEnumerable<Written> writes) => _expected.AddRange(writes);

    /// <summary>Compares what came, and what comes to watches that begin anywhere.</summary>
    public void Check()
    {
        _seen.AddRange(_watch.Drain().Select(Of));
        Assert.Equal(_expected, _seen);
        for (var from = _start; from <= _store.CurrentRevision; from++)
        {
            using var resumed = _store.Watch("", from);
            Assert.Equal(_expected.Where(write => write.Revision > from), resumed.Drain().Select(Of));
        }
    }

    public void Dispose() => _watch.Dispose();

    private static Written Of(StoreEvent e) => new(e.Key, e.Type == StoreEventType.Deleted ? null : e.Entry.Text(), e.Revision);
}

namespace Tiphys.Storage.Watching;

/// <summary>
/// The watches with the same prefix or key. Those that wait are parked here; the writer takes them all at once and leaves waking
/// a crowd to the thread pool.
/// </summary>
internal sealed class WatchGroup
{
    private const int WakeInline = 4;

    private readonly Lock _gate = new(); // guards _parked, _closed and ParkedAt of the watches
    private List<StoreWatch> _parked = [];
    private bool _closed;

    /// <summary>How many watches belong here, waiting or not. Guarded by the lock of <see cref="WatchGroups"/>.</summary>
    public int Members { get; set; }

    /// <summary>False when the store was closed.</summary>
    public bool Park(StoreWatch watch)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            watch.ParkedAt = _parked.Count;
            _parked.Add(watch);
            return true;
        }
    }

    /// <summary>Takes a watch back. False when it is not parked, thus is being woken.</summary>
    public bool Unpark(StoreWatch watch)
    {
        lock (_gate)
        {
            var index = watch.ParkedAt;
            if (index < 0)
                return false;
            watch.ParkedAt = -1;
            _parked[index] = _parked[^1];
            _parked.RemoveAt(_parked.Count - 1);
            if (index < _parked.Count)
                _parked[index].ParkedAt = index;
            return true;
        }
    }

    public bool IsParked(StoreWatch watch)
    {
        lock (_gate)
            return watch.ParkedAt >= 0;
    }

    /// <summary>Wakes all for the event of a revision: the first after they were parked that concerns them.</summary>
    public void Wake(long revision)
    {
        var woken = TakeParked();
        if (woken is null)
            return;
        if (woken.Count <= WakeInline)
            new Waking(woken, revision).Execute();
        else
            ThreadPool.UnsafeQueueUserWorkItem(new Waking(woken, revision), preferLocal: false);
    }

    public void Close()
    {
        lock (_gate)
            _closed = true;
        foreach (var watch in TakeParked() ?? [])
            watch.End();
    }

    private List<StoreWatch>? TakeParked()
    {
        lock (_gate)
        {
            if (_parked.Count == 0)
                return null;
            var taken = _parked;
            foreach (var watch in taken)
                watch.ParkedAt = -1;
            _parked = new List<StoreWatch>(taken.Count);
            return taken;
        }
    }

    private sealed class Waking(List<StoreWatch> watches, long revision) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            foreach (var watch in watches)
                watch.Wake(revision);
        }
    }
}

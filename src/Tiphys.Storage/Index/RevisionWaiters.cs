namespace Tiphys.Storage.Index;

/// <summary>Those who wait for a revision to be published. Few at any time, so a list does.</summary>
internal sealed class RevisionWaiters
{
    private readonly Lock _gate = new(); // guards _waiters and _closed
    private readonly List<Waiter> _waiters = [];
    private volatile int _count;
    private bool _closed;

    public async ValueTask<bool> WaitAsync(long revision, Func<long> current, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(revision);
        lock (_gate)
        {
            if (_closed)
                return current() >= revision;
            _waiters.Add(waiter);
            _count = _waiters.Count;
        }

        Interlocked.MemoryBarrier(); // we publish the waiter, then read the revision; the writer does the reverse
        try
        {
            if (current() >= revision)
                return true;
            return await waiter.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Remove(waiter);
        }
    }

    /// <summary>Called by the writer after it published a revision.</summary>
    public void Reached(long revision)
    {
        if (_count == 0)
            return;
        lock (_gate)
        {
            foreach (var waiter in _waiters)
            {
                if (waiter.Revision <= revision)
                    waiter.TrySetResult(true);
            }
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var waiter in _waiters)
                waiter.TrySetResult(false);
        }
    }

    private void Remove(Waiter waiter)
    {
        lock (_gate)
        {
            _waiters.Remove(waiter);
            _count = _waiters.Count;
        }
    }

    private sealed class Waiter(long revision) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Revision { get; } = revision;
    }
}

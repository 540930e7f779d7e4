using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;
using Tiphys.Storage.Index;

namespace Tiphys.Storage.Watching;

/// <summary>A cursor (chunk and offset) into an event log, and the revision up to which nothing is left to hand out.</summary>
internal sealed class StoreWatch : IStoreWatch, IValueTaskSource<bool>
{
    private readonly VersionedIndex _index;
    private readonly EventLog _log;
    private readonly WatchGroup _group;
    private readonly string _key;
    private readonly bool _exact;
    private readonly bool _wholeLog;
    private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private EventChunk _chunk;
    private int _offset;
    private long _revision;
    private long _wokenBy;
    private volatile bool _waiting;
    private int _disposed;
    private int _nudged;

    public StoreWatch(VersionedIndex index, EventLog log, string key, bool exact, long fromRevision)
    {
        (_index, _log, _key, _exact, _revision) = (index, log, key, exact, fromRevision);
        _wholeLog = !exact && key.Length <= log.Prefix.Length;
        _group = log.Watchers.Join(key, exact);
        _chunk = log.Seek(fromRevision);
    }

    /// <summary>The place among the group's parked watches, -1 when not parked. Guarded by the group's lock.</summary>
    public int ParkedAt { get; set; } = -1;

    public long Revision
    {
        get
        {
            // Every waiting watch that an event up to this revision concerns was taken out of its group before.
            var woken = _index.Events.WokenRevision;
            var quiet = _waiting && _group.IsParked(this);
            return Math.Max(Volatile.Read(ref _revision), quiet ? woken : 0);
        }
    }

    public bool TryRead([MaybeNullWhen(false)] out StoreEvent storeEvent)
    {
        storeEvent = Peek();
        if (storeEvent is null)
            return false;
        _offset++;
        Advance(storeEvent.Revision);
        return true;
    }

    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<bool>(cancellationToken);
        if (_disposed != 0)
            return new ValueTask<bool>(false);
        if (Peek() is not null)
            return new ValueTask<bool>(true);

        _wait.Reset();
        _wokenBy = 0;
        if (!_group.Park(this))
            return new ValueTask<bool>(false);
        // We park, then look again; the writer publishes, then wakes the parked, and so does who nudges. One of the two sees the other.
        Interlocked.MemoryBarrier();
        var ready = _disposed != 0 || Interlocked.Exchange(ref _nudged, 0) != 0 || PeekParked();
        if (ready && _group.Unpark(this))
            return new ValueTask<bool>(_disposed == 0);
        _waiting = !ready;
        _cancellation = cancellationToken.UnsafeRegister(static (watch, token) => ((StoreWatch)watch!).Cancel(token), this);
        return new ValueTask<bool>(this, _wait.Version);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _log.Watchers.Leave(_group, _key, _exact);
        if (_group.Unpark(this))
            End();
    }

    public void Nudge()
    {
        Interlocked.Exchange(ref _nudged, 1); // for a wait that is about to begin
        var woken = _index.Events.WokenRevision;
        if (!_group.Unpark(this))
            return;
        Advance(woken);
        _wait.SetResult(true);
    }

    /// <summary>Ends the wait because of an event: whatever lies between the last look and it does not concern this watch.</summary>
    public void Wake(long revision)
    {
        _wokenBy = revision;
        _wait.SetResult(true);
    }

    /// <summary>Ends the wait for good.</summary>
    public void End() => _wait.SetResult(false);

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _cancellation.Dispose(); // waits for a cancellation under way, so that it cannot reach the next wait
        _cancellation = default;
        SkipToWaker();
        return _wait.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken token)
    {
        var woken = _index.Events.WokenRevision;
        if (!_group.Unpark(this))
            return;
        Advance(woken);
        _wait.SetException(new OperationCanceledException(token));
    }

    // Only if the last look before the wait found nothing: else the event that woke us need not be the next one. Spares a watch
    // that waited for long both the walk over what others got meanwhile and to be taken for slow when that was dropped.
    private void SkipToWaker()
    {
        var skip = _waiting && _wokenBy - 1 > _revision;
        _waiting = false;
        if (!skip)
            return;
        Advance(_wokenBy - 1);
        (_chunk, _offset) = (_log.Seek(_revision), 0);
    }

    private bool PeekParked()
    {
        try
        {
            return Peek() is not null;
        }
        catch (RevisionCompactedException)
        {
            _group.Unpark(this);
            throw;
        }
    }

    /// <summary>Moves to the next event that concerns this watch, without taking it. Null at the end of what is published.</summary>
    private StoreEvent? Peek()
    {
        var published = _index.CurrentRevision;
        while (true)
        {
            if (_offset < _chunk.Count)
            {
                if (_chunk.At(_offset) is not { } next)
                    ThrowIfMissed();
                else if (next.Revision > published)
                    break;
                else if (next.Revision > _revision && Concerns(next))
                    return next;
                else
                    Advance(next.Revision);
                _offset++;
            }
            else if (_offset == _chunk.Capacity && _chunk.Next is { } chunk) // a chunk may fill and get a next one as we look
            {
                (_chunk, _offset) = (chunk, 0);
            }
            else if (_chunk.Retired)
            {
                (_chunk, _offset) = (_log.Seek(_revision), 0);
                ThrowIfMissed();
            }
            else
            {
                break;
            }
        }

        Advance(published);
        return null;
    }

    private bool Concerns(StoreEvent storeEvent) =>
        _wholeLog || (_exact
            ? string.Equals(storeEvent.Key, _key)
            : storeEvent.Key.StartsWith(_key, StringComparison.Ordinal));

    private void Advance(long revision)
    {
        if (revision > _revision)
            Volatile.Write(ref _revision, revision);
    }

    private void ThrowIfMissed()
    {
        if (_log.DroppedThrough > _revision)
            throw new RevisionCompactedException(_revision, _index.CompactedRevision);
    }
}

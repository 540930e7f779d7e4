namespace Tiphys.Storage.Embedded;

/// <summary>
/// Remembers which revision was current when, at a coarse grain, to tell which history is too old. Used by the writer alone.
/// </summary>
internal sealed class HistoryClock(TimeProvider timeProvider, TimeSpan age)
{
    // History may stay longer than its age by one grain, and up to this many marks are kept.
    private const int Grains = 64;

    private readonly Queue<(long Timestamp, long Revision)> _marks = new();
    private long _lastMark;
    private long _latest;
    private long _marked;
    private long _expired;

    public TimeSpan Grain { get; } = age / Grains;

    /// <summary>Whether all commits are older than the kept age.</summary>
    public bool AllExpired => _marks.Count == 0 && _marked == _latest;

    /// <summary>Notes a commit.</summary>
    public void Committed(long revision)
    {
        _latest = revision;
        Mark();
    }

    /// <summary>The newest revision that is older than the kept age; 0 when none is.</summary>
    public long Expired()
    {
        Mark();
        while (_marks.TryPeek(out var mark) && timeProvider.GetElapsedTime(mark.Timestamp) >= age)
            _expired = _marks.Dequeue().Revision;
        return _expired;
    }

    // A mark holds for all revisions since the one before it, so that nothing expires too early.
    private void Mark()
    {
        var now = timeProvider.GetTimestamp();
        if (_marked == _latest || (_marks.Count > 0 && timeProvider.GetElapsedTime(_lastMark, now) < Grain))
            return;
        _marks.Enqueue((now, _latest));
        (_lastMark, _marked) = (now, _latest);
    }
}

namespace Tiphys.Storage.Watching;

/// <summary>
/// The recent events of one resource (or of all), in order, shared by all watches of it: an event costs one append however many
/// watch. A linked list of chunks; the writer appends at the tail and drops at the head.
/// </summary>
internal sealed class EventLog(string prefix, long droppedThrough)
{
    private const int FirstCapacity = 16;
    private const int MaxCapacity = 256;

    private EventChunk _head = new(FirstCapacity);
    private EventChunk? _tail;
    private long _droppedThrough = droppedThrough;

    /// <summary>What the keys of all events here start with.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>Who watches this log.</summary>
    public WatchGroups Watchers { get; } = new(prefix.Length);

    /// <summary>The revision of the newest dropped event.</summary>
    public long DroppedThrough => Volatile.Read(ref _droppedThrough);

    private EventChunk Head => Volatile.Read(ref _head);

    private EventChunk Tail => Volatile.Read(ref _tail) ?? Head;

    public void Append(StoreEvent storeEvent)
    {
        var tail = Tail;
        if (tail.TryAppend(storeEvent))
            return;
        var next = new EventChunk(Math.Min(tail.Capacity * 4, MaxCapacity));
        next.TryAppend(storeEvent);
        tail.Link(next);
        Volatile.Write(ref _tail, next);
    }

    /// <summary>The oldest kept event. Only for the writer.</summary>
    public StoreEvent? Oldest()
    {
        while (_head.Dropped == _head.Capacity && _head.Next is { } next)
        {
            var old = _head;
            Volatile.Write(ref _head, next);
            old.Retire();
        }

        return _head.Dropped < _head.Count ? _head.At(_head.Dropped) : null;
    }

    /// <summary>Drops the event that <see cref="Oldest"/> returned.</summary>
    public void DropOldest(long revision)
    {
        Volatile.Write(ref _droppedThrough, revision); // first: who meets the hole must find the reason
        _head.DropFirst();
    }

    /// <summary>A chunk that holds, or precedes, the first event after a revision.</summary>
    public EventChunk Seek(long revision)
    {
        var tail = Tail;
        if (tail.FirstRevision <= revision && !tail.Retired)
            return tail;
        var chunk = Head;
        while (chunk.Next is { } next && next.FirstRevision <= revision)
            chunk = next;
        return chunk;
    }
}

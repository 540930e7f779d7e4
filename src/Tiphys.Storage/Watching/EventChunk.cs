namespace Tiphys.Storage.Watching;

/// <summary>
/// A piece of an <see cref="EventLog"/>. The writer fills it from the left and, as history is dropped, empties it from the left;
/// readers take no lock. Once it is empty and full of holes it is retired: its readers find their place in the log anew.
/// </summary>
internal sealed class EventChunk(int capacity)
{
    private StoreEvent?[] _events = new StoreEvent?[capacity];
    private long _firstRevision = long.MaxValue;
    private int _count;
    private EventChunk? _next;
    private volatile bool _retired;

    public int Capacity { get; } = capacity;

    /// <summary>How many events were written; the dropped ones count too.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many events were dropped. Only for the writer.</summary>
    public int Dropped { get; private set; }

    public EventChunk? Next => Volatile.Read(ref _next);

    /// <summary>The revision of the first event that was ever here.</summary>
    public long FirstRevision => Volatile.Read(ref _firstRevision);

    public bool Retired => _retired;

    /// <summary>The event at a position below <see cref="Count"/>, or null when it was dropped.</summary>
    public StoreEvent? At(int index) => Volatile.Read(ref _events[index]);

    public bool TryAppend(StoreEvent storeEvent)
    {
        if (_count == Capacity)
            return false;
        if (_count == 0)
            Volatile.Write(ref _firstRevision, storeEvent.Revision);
        _events[_count] = storeEvent;
        Volatile.Write(ref _count, _count + 1);
        return true;
    }

    public void Link(EventChunk next) => Volatile.Write(ref _next, next);

    public void DropFirst() => Volatile.Write(ref _events[Dropped++], null);

    // The mark comes before the cut: who finds no next chunk and no mark stands at the end of the log.
    public void Retire()
    {
        _retired = true;
        Volatile.Write(ref _next, null);
    }
}

namespace Tiphys.Storage;

/// <summary>A place for a value that can be computed again: the first one stays, until the slot is closed.</summary>
internal struct CacheSlot
{
    private static readonly object Closed = new();

    private object? _value;

    public object? Value
    {
        get => Volatile.Read(ref _value) is var value && value != Closed ? value : null;
        set => Interlocked.CompareExchange(ref _value, value, null);
    }

    public void Close() => Volatile.Write(ref _value, Closed);
}

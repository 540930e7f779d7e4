namespace Tiphys.Storage;

/// <summary>A place for a value that can be computed again: the first one stays, until the slot is cleared or, for good, closed.</summary>
internal struct CacheSlot
{
    private static readonly object Closed = new();

    private object? _value;

    public object? Value
    {
        get => Volatile.Read(ref _value) is var value && value != Closed ? value : null;
        set => Interlocked.CompareExchange(ref _value, value, null);
    }

    /// <summary>Forgets the value, unless the slot is closed: it can be set again.</summary>
    public void Clear()
    {
        var value = Volatile.Read(ref _value);
        if (value != Closed)
            Interlocked.CompareExchange(ref _value, null, value);
    }

    public void Close() => Volatile.Write(ref _value, Closed);
}

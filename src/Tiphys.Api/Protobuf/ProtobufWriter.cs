using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Tiphys.Api.Protobuf;

/// <summary>
/// Writes a protobuf message from its end to its start, so that the length of an inner message is known when its header is written
/// and nothing has to be measured first. Callers write fields in falling order of number.
/// </summary>
public sealed class ProtobufWriter : IDisposable
{
    private byte[] _buffer;
    private int _start;

    /// <summary>Starts with a pooled buffer of at least the given size in bytes.</summary>
    public ProtobufWriter(int capacity = 4096)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
        _start = _buffer.Length;
    }

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(_start);

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(_start);

    /// <summary>Number of bytes written.</summary>
    public int Length => _buffer.Length - _start;

    /// <summary>A copy of what has been written.</summary>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Gives the buffer back to the pool.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _start = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes a whole number.</summary>
    public void Int64(int number, long value)
    {
        Varint((ulong)value);
        Tag(number, 0);
    }

    /// <summary>Writes true or false.</summary>
    public void Boolean(int number, bool value) => Int64(number, value ? 1 : 0);

    /// <summary>Writes a number with a fraction.</summary>
    public void Double(int number, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);
        Tag(number, 1);
    }

    /// <summary>Writes a string.</summary>
    public void String(int number, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, Reserve(length));
        Header(number, length);
    }

    /// <summary>Writes bytes.</summary>
    public void Bytes(int number, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Header(number, value.Length);
    }

    /// <summary>Writes bytes as they are, without a header: the rest of an envelope.</summary>
    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>Writes an object.</summary>
    public void Object<T>(int number, T value)
        where T : class, IApiType<T>
    {
        var before = Length;
        value.WriteProtobuf(this);
        Header(number, Length - before);
    }

    /// <summary>Writes a list of objects.</summary>
    public void Objects<T>(int number, ApiList<T> items)
        where T : class, IApiType<T>
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            Object(number, items[i]);
        }
    }

    /// <summary>Writes a list of values.</summary>
    public void List<T>(int number, ApiList<T> items, Action<ProtobufWriter, int, T> write)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            write(this, number, items[i]);
        }
    }

    /// <summary>Writes a map of objects.</summary>
    public void ObjectMap<T>(int number, ApiMap<T> entries)
        where T : class, IApiType<T> =>
        Map(number, entries, static (writer, field, value) => writer.Object(field, value));

    /// <summary>Writes a map of values.</summary>
    public void Map<T>(int number, ApiMap<T> entries, Action<ProtobufWriter, int, T> write)
    {
        var span = entries.AsSpan();
        for (var i = span.Length - 1; i >= 0; i--)
        {
            var before = Length;
            write(this, 2, span[i].Value);
            String(1, span[i].Key);
            Header(number, Length - before);
        }
    }

    /// <summary>Writes the header of a field whose bytes, so many, have just been written.</summary>
    public void Header(int number, int length)
    {
        Varint((ulong)length);
        Tag(number, 2);
    }

    /// <summary>The largest number of bytes of a varint.</summary>
    public const int MaxVarintLength = 10;

    /// <summary>Number of bytes of a varint.</summary>
    public static int VarintLength(long value) => Math.Max(1, (70 - BitOperations.LeadingZeroCount((ulong)value)) / 7);

    /// <summary>Writes a varint to the start of a span and gives its number of bytes.</summary>
    public static int WriteVarint(Span<byte> span, ulong value)
    {
        var size = 0;
        for (; value > 0x7f; value >>= 7)
        {
            span[size++] = (byte)(value | 0x80);
        }

        span[size] = (byte)value;
        return size + 1;
    }

    private void Tag(int number, int wire) => Varint(((ulong)number << 3) | (uint)wire);

    private void Varint(ulong value)
    {
        WriteVarint(Reserve(VarintLength((long)value)), value);
    }

    private Span<byte> Reserve(int size)
    {
        if (_start < size)
        {
            Grow(size);
        }

        _start -= size;
        return _buffer.AsSpan(_start, size);
    }

    private void Grow(int size)
    {
        var written = Length;
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, written + size));
        WrittenSpan.CopyTo(bigger.AsSpan(bigger.Length - written));
        var old = _buffer;
        _buffer = bigger;
        _start = bigger.Length - written;
        if (old.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Tiphys.Network.Netlink;

/// <summary>
/// Builds one or more netlink messages in a buffer: a 16-byte header, a fixed part, then attributes of the form
/// length, type, value, padded to four bytes; attributes nest.
/// </summary>
internal sealed class NetlinkWriter(int capacity = 1024)
{
    internal const int HeaderLength = 16;
    private byte[] _buffer = new byte[capacity];
    private int _length;
    private int _messageStart = -1;

    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    internal Span<byte> WrittenMutable => _buffer.AsSpan(0, _length);

    internal int Length => _length;

    internal int Messages { get; private set; }

    internal void Clear()
    {
        _length = 0;
        Messages = 0;
        _messageStart = -1;
    }

    /// <summary>Starts a message; the sequence number is filled in when it is sent.</summary>
    internal NetlinkWriter Begin(ushort type, NetlinkFlags flags)
    {
        _messageStart = _length;
        Span<byte> header = Reserve(HeaderLength);
        MemoryMarshal.Write(header[4..], type);
        MemoryMarshal.Write(header[6..], (ushort)flags);
        Messages++;
        return this;
    }

    internal NetlinkWriter End()
    {
        MemoryMarshal.Write(_buffer.AsSpan(_messageStart), (uint)(_length - _messageStart));
        _messageStart = -1;
        return this;
    }

    internal Span<byte> Reserve(int bytes)
    {
        int padded = (bytes + 3) & ~3;
        if (_length + padded > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + padded));
        }

        Span<byte> span = _buffer.AsSpan(_length, padded);
        span.Clear();
        _length += padded;
        return span[..bytes];
    }

    internal NetlinkWriter Put<T>(in T fixedPart) where T : unmanaged
    {
        MemoryMarshal.Write(Reserve(Unsafe.SizeOf<T>()), fixedPart);
        return this;
    }

    internal Span<byte> Attribute(ushort type, int length)
    {
        Span<byte> span = Reserve(4 + length);
        MemoryMarshal.Write(span, (ushort)(4 + length));
        MemoryMarshal.Write(span[2..], type);
        return span[4..];
    }

    internal NetlinkWriter Bytes(ushort type, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Attribute(type, value.Length));
        return this;
    }

    internal NetlinkWriter U8(ushort type, byte value)
    {
        Attribute(type, 1)[0] = value;
        return this;
    }

    internal NetlinkWriter U16(ushort type, ushort value)
    {
        MemoryMarshal.Write(Attribute(type, 2), value);
        return this;
    }

    internal NetlinkWriter U32(ushort type, uint value)
    {
        MemoryMarshal.Write(Attribute(type, 4), value);
        return this;
    }

    internal NetlinkWriter U64(ushort type, ulong value)
    {
        MemoryMarshal.Write(Attribute(type, 8), value);
        return this;
    }

    /// <summary>A number in network byte order, as all of netfilter has them.</summary>
    internal NetlinkWriter U32Be(ushort type, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Attribute(type, 4), value);
        return this;
    }

    internal NetlinkWriter U64Be(ushort type, ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Attribute(type, 8), value);
        return this;
    }

    /// <summary>A zero-terminated string.</summary>
    internal NetlinkWriter Text(ushort type, string value)
    {
        Span<byte> span = Attribute(type, Encoding.ASCII.GetByteCount(value) + 1);
        Encoding.ASCII.GetBytes(value, span);
        return this;
    }

    /// <summary>Opens a nested attribute that ends when the returned value is disposed.</summary>
    internal Nesting Nest(ushort type)
    {
        int start = _length;
        Attribute((ushort)(type | 0x8000), 0);
        return new Nesting(this, start);
    }

    internal readonly struct Nesting(NetlinkWriter writer, int start) : IDisposable
    {
        public void Dispose() => MemoryMarshal.Write(writer._buffer.AsSpan(start), checked((ushort)(writer._length - start)));
    }
}

/// <summary>Header flags of a netlink message (linux/netlink.h).</summary>
[Flags]
internal enum NetlinkFlags : ushort
{
    None = 0,
    Request = 1,
    Multi = 2,
    Ack = 4,
    Dump = 0x300,
    Replace = 0x100,
    Exclusive = 0x200,
    Create = 0x400,
    Append = 0x800,
}

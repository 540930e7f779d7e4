using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Tiphys.Network.Netlink;

/// <summary>Walks the attributes of a message without allocating: <c>foreach (NetlinkAttribute a in new NetlinkAttributes(span))</c>.</summary>
internal ref struct NetlinkAttributes(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public NetlinkAttribute Current { get; private set; }

    public readonly NetlinkAttributes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < 4)
        {
            return false;
        }

        int length = MemoryMarshal.Read<ushort>(_rest);
        if (length < 4 || length > _rest.Length)
        {
            return false;
        }

        ushort type = (ushort)(MemoryMarshal.Read<ushort>(_rest[2..]) & 0x3fff);
        Current = new NetlinkAttribute(type, _rest[4..length]);
        _rest = _rest[Math.Min((length + 3) & ~3, _rest.Length)..];
        return true;
    }

    /// <summary>The value of the first attribute of a type, or an empty span.</summary>
    internal static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, ushort type)
    {
        foreach (NetlinkAttribute attribute in new NetlinkAttributes(attributes))
        {
            if (attribute.Type == type)
            {
                return attribute.Value;
            }
        }

        return default;
    }
}

internal readonly ref struct NetlinkAttribute(ushort type, ReadOnlySpan<byte> value)
{
    public ushort Type { get; } = type;

    public ReadOnlySpan<byte> Value { get; } = value;

    public uint U32 => MemoryMarshal.Read<uint>(Value);

    public uint U32Be => BinaryPrimitives.ReadUInt32BigEndian(Value);

    public string Text => Encoding.ASCII.GetString(Value.TrimEnd((byte)0));
}

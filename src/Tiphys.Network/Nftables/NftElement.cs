using Tiphys.Network.Netlink;

namespace Tiphys.Network.Nftables;

/// <summary>An element of a set or map. Keys are the registers' bytes, every field padded to four.</summary>
internal readonly record struct NftElement(ReadOnlyMemory<byte> Key)
{
    private const ushort ListElement = 1;
    private const ushort ElementKey = 1;
    private const ushort ElementData = 2;
    private const ushort ElementTimeout = 4;
    private const ushort ElementExpiration = 5;
    private const ushort ElementKeyEnd = 10;
    private const ushort DataValue = 1;

    internal ReadOnlyMemory<byte> Data { get; init; }

    internal NftVerdict? Verdict { get; init; }

    /// <summary>Last key of a range, in a set of ranges.</summary>
    internal ReadOnlyMemory<byte> KeyEnd { get; init; }

    internal TimeSpan Timeout { get; init; }

    /// <summary>What is left of <see cref="Timeout"/>.</summary>
    internal TimeSpan Expiration { get; init; }

    internal void Write(NetlinkWriter w, bool withData)
    {
        using (w.Nest(ListElement))
        {
            WriteValue(w, ElementKey, Key.Span);
            if (!KeyEnd.IsEmpty)
            {
                WriteValue(w, ElementKeyEnd, KeyEnd.Span);
            }

            if (withData)
            {
                WriteData(w);
            }
        }
    }

    internal static NftElement Read(ReadOnlySpan<byte> attributes)
    {
        var element = new NftElement(ReadOnlyMemory<byte>.Empty);
        foreach (NetlinkAttribute a in new NetlinkAttributes(attributes))
        {
            element = a.Type switch
            {
                ElementKey => element with { Key = NetlinkAttributes.Find(a.Value, DataValue).ToArray() },
                ElementData => element with { Data = NetlinkAttributes.Find(a.Value, DataValue).ToArray(), Verdict = ReadVerdict(a.Value) },
                ElementTimeout => element with { Timeout = Milliseconds(a.Value) },
                ElementExpiration => element with { Expiration = Milliseconds(a.Value) },
                _ => element,
            };
        }

        return element;
    }

    private static NftVerdict? ReadVerdict(ReadOnlySpan<byte> data)
    {
        const ushort dataVerdict = 2;
        ReadOnlySpan<byte> verdict = NetlinkAttributes.Find(data, dataVerdict);
        if (verdict.IsEmpty)
        {
            return null;
        }

        var code = (NftVerdictCode)unchecked((int)new NetlinkAttribute(1, NetlinkAttributes.Find(verdict, 1)).U32Be);
        ReadOnlySpan<byte> chain = NetlinkAttributes.Find(verdict, 2);
        return new NftVerdict(code, chain.IsEmpty ? null : new NetlinkAttribute(2, chain).Text);
    }

    private static TimeSpan Milliseconds(ReadOnlySpan<byte> value) =>
        TimeSpan.FromMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(value));

    private void WriteData(NetlinkWriter w)
    {
        if (Verdict is { } verdict)
        {
            NftRule.WriteVerdict(w, ElementData, verdict);
        }
        else if (!Data.IsEmpty)
        {
            WriteValue(w, ElementData, Data.Span);
        }

        if (Timeout > TimeSpan.Zero)
        {
            w.U64Be(ElementTimeout, (ulong)Timeout.TotalMilliseconds);
        }

        if (Expiration > TimeSpan.Zero)
        {
            w.U64Be(ElementExpiration, (ulong)Expiration.TotalMilliseconds);
        }
    }

    private static void WriteValue(NetlinkWriter w, ushort type, ReadOnlySpan<byte> value)
    {
        using (w.Nest(type))
        {
            w.Bytes(DataValue, value);
        }
    }
}

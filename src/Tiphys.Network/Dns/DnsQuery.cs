using System.Buffers.Binary;

namespace Tiphys.Network.Dns;

/// <summary>What the server needs of a query. The name is in lower case; the question is echoed from the message itself.</summary>
internal ref struct DnsQuery
{
    internal ushort Id;
    internal ushort Flags;
    internal ReadOnlySpan<byte> Name;
    internal ushort Type;
    internal ushort Class;

    /// <summary>The question as it was sent, upper and lower case included: some resolvers check that (0x20 encoding).</summary>
    internal ReadOnlySpan<byte> Question;
    internal bool HasEdns;
    internal byte EdnsVersion;
    internal bool WantsDnssec;

    /// <summary>Most bytes of an answer over UDP.</summary>
    internal int UdpSize;

    /// <summary>
    /// Parses a message as a query.
    /// </summary>
    /// <returns>NoError, or what to answer; null when there must be no answer at all.</returns>
    internal static DnsCode? Parse(ReadOnlySpan<byte> message, Span<byte> nameBuffer, out DnsQuery query)
    {
        query = default;
        query.UdpSize = DnsLimits.ClassicUdp;
        if (message.Length < DnsLimits.Header)
        {
            return null;
        }

        query.Id = BinaryPrimitives.ReadUInt16BigEndian(message);
        query.Flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        // Answering an answer would let two servers talk for ever.
        if ((query.Flags & DnsFlags.Response) != 0)
        {
            return null;
        }

        if ((query.Flags & DnsFlags.OpcodeMask) != 0)
        {
            return DnsCode.NotImplemented;
        }

        int at = DnsLimits.Header;
        if (BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1
            || !DnsName.TryRead(message, ref at, nameBuffer, out int length)
            || at + 4 > message.Length)
        {
            return DnsCode.FormatError;
        }

        query.Name = nameBuffer[..length];
        query.Type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        query.Class = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]);
        query.Question = message[DnsLimits.Header..(at + 4)];
        // A compressed question cannot be echoed byte for byte; no client sends one.
        if (at != DnsLimits.Header + length)
        {
            query.Question = default;
            return DnsCode.FormatError;
        }

        return ReadEdns(message, at + 4, ref query);
    }

    private static DnsCode ReadEdns(ReadOnlySpan<byte> message, int at, ref DnsQuery query)
    {
        int records = BinaryPrimitives.ReadUInt16BigEndian(message[6..])
            + BinaryPrimitives.ReadUInt16BigEndian(message[8..])
            + BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        for (int i = 0; i < records; i++)
        {
            if (!DnsRecord.TryRead(message, ref at, out DnsRecord record))
            {
                return DnsCode.FormatError;
            }

            if (record.Type != DnsType.Opt)
            {
                continue;
            }

            if (query.HasEdns || message[record.Start] != 0)
            {
                return DnsCode.FormatError;
            }

            query.HasEdns = true;
            query.UdpSize = Math.Max(DnsLimits.ClassicUdp, (int)record.Class);
            query.EdnsVersion = (byte)(record.Ttl >> 16);
            query.WantsDnssec = (record.Ttl & 0x8000) != 0;
        }

        return query.EdnsVersion == 0 ? DnsCode.NoError : DnsCode.BadVersion;
    }
}

/// <summary>A resource record inside a message, by its offsets.</summary>
internal readonly record struct DnsRecord(int Start, ushort Type, ushort Class, uint Ttl, int TtlOffset, int DataStart, int DataLength)
{
    internal static bool TryRead(ReadOnlySpan<byte> message, ref int at, out DnsRecord record)
    {
        record = default;
        int start = at;
        Span<byte> name = stackalloc byte[DnsLimits.Name];
        if (!DnsName.TryRead(message, ref at, name, out _) || at + 10 > message.Length)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
        record = new DnsRecord(
            start,
            BinaryPrimitives.ReadUInt16BigEndian(message[at..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[(at + 4)..]),
            at + 4,
            at + 10,
            length);
        at += 10 + length;
        return at <= message.Length;
    }
}

using System.Buffers.Binary;

namespace Tiphys.Network.Dns;

/// <summary>An answer from upstream, checked, without its EDNS record, and how long it may be kept.</summary>
internal sealed class UpstreamAnswer
{
    private readonly byte[] _message;
    private readonly List<DnsRecord> _records;
    private readonly long _received;

    private UpstreamAnswer(byte[] message, List<DnsRecord> records, TimeSpan keep, long received)
    {
        _message = message;
        _records = records;
        _received = received;
        Keep = keep;
    }

    internal DnsCode Code => (DnsCode)(BinaryPrimitives.ReadUInt16BigEndian(_message.AsSpan(2)) & DnsFlags.CodeMask);

    /// <summary>How long from its arrival.</summary>
    internal TimeSpan Keep { get; }

    internal bool IsFresh(TimeProvider time) => time.GetElapsedTime(_received) < Keep;

    /// <summary>Checks that a message is a whole answer to a question.</summary>
    internal static UpstreamAnswer? TryParse(ReadOnlySpan<byte> message, ushort id, UpstreamQuestion question, TimeSpan maxTtl, long now)
    {
        Span<byte> name = stackalloc byte[DnsLimits.Name];
        int at = DnsLimits.Header;
        if (!Matches(message, id, question, name, ref at))
        {
            return null;
        }

        var records = new List<DnsRecord>();
        int count = Count(message, 6) + Count(message, 8) + Count(message, 10);
        DnsRecord? opt = null;
        for (int i = 0; i < count; i++)
        {
            if (!DnsRecord.TryRead(message, ref at, out DnsRecord record))
            {
                return null;
            }

            if (record.Type == DnsType.Opt)
            {
                opt = record;
            }
            else
            {
                records.Add(record);
            }
        }

        byte[] copy = WithoutOpt(message[..at], opt, at);
        return new UpstreamAnswer(copy, records, LifetimeOf(message, records, maxTtl), now);
    }

    internal static bool IsTruncated(ReadOnlySpan<byte> message) =>
        (BinaryPrimitives.ReadUInt16BigEndian(message[2..]) & DnsFlags.Truncated) != 0;

    /// <summary>Writes the answer for a client: its id and question, TTLs less the time that passed. Returns the length, or 0 if it does not fit.</summary>
    internal int CopyTo(scoped in DnsQuery query, Span<byte> response, TimeProvider time)
    {
        int length = _message.Length + (query.HasEdns ? 11 : 0);
        if (length > response.Length)
        {
            return 0;
        }

        _message.CopyTo(response);
        BinaryPrimitives.WriteUInt16BigEndian(response, query.Id);
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(_message.AsSpan(2));
        flags = (ushort)((flags & ~(DnsFlags.Authoritative | DnsFlags.Truncated | DnsFlags.RecursionDesired)) | DnsFlags.RecursionAvailable | (query.Flags & DnsFlags.RecursionDesired));
        BinaryPrimitives.WriteUInt16BigEndian(response[2..], flags);
        query.Question.CopyTo(response[DnsLimits.Header..]);
        uint passed = (uint)time.GetElapsedTime(_received).TotalSeconds;
        foreach (DnsRecord record in _records)
        {
            BinaryPrimitives.WriteUInt32BigEndian(response[record.TtlOffset..], Math.Min(record.Ttl, (uint)Keep.TotalSeconds) is var ttl && ttl > passed ? ttl - passed : 0);
        }

        if (query.HasEdns)
        {
            AppendOpt(response[_message.Length..], query.WantsDnssec);
            BinaryPrimitives.WriteUInt16BigEndian(response[10..], (ushort)(Count(_message, 10) + 1));
        }

        return length;
    }

    /// <summary>Adds the addresses and aliases of this answer to one that led to its name.</summary>
    internal void AppendTo(ref DnsWriter writer, TimeProvider time)
    {
        Span<byte> owner = stackalloc byte[DnsLimits.Name];
        Span<byte> target = stackalloc byte[DnsLimits.Name];
        uint passed = (uint)time.GetElapsedTime(_received).TotalSeconds;
        foreach (DnsRecord record in _records.Take(Count(_message, 6)))
        {
            int at = record.Start;
            DnsName.TryRead(_message, ref at, owner, out int ownerLength);
            uint ttl = Math.Min(record.Ttl, (uint)Keep.TotalSeconds) is var kept && kept > passed ? kept - passed : 0;
            int data = record.DataStart;
            if (record.Type == DnsType.Cname && DnsName.TryRead(_message, ref data, target, out int targetLength))
            {
                writer.NameRecord(DnsSection.Answer, owner[..ownerLength], DnsType.Cname, target[..targetLength], ttl);
            }
            else if ((record.Type, record.DataLength) is (DnsType.A, 4) or (DnsType.Aaaa, 16))
            {
                writer.Address(DnsSection.Answer, owner[..ownerLength], new System.Net.IPAddress(_message.AsSpan(data, record.DataLength)), ttl);
            }
        }
    }

    private static bool Matches(ReadOnlySpan<byte> message, ushort id, UpstreamQuestion question, Span<byte> name, ref int at) =>
        message.Length >= DnsLimits.Header
        && BinaryPrimitives.ReadUInt16BigEndian(message) == id
        && (BinaryPrimitives.ReadUInt16BigEndian(message[2..]) & DnsFlags.Response) != 0
        && Count(message, 4) == 1
        && DnsName.TryRead(message, ref at, name, out int length)
        && at == DnsLimits.Header + length
        && (at += 4) <= message.Length
        && name[..length].SequenceEqual(question.Name.Span)
        && BinaryPrimitives.ReadUInt16BigEndian(message[(at - 4)..]) == question.Type;

    // Offsets inside the message stay valid only if nothing comes after the record that is cut out.
    private static byte[] WithoutOpt(ReadOnlySpan<byte> message, DnsRecord? opt, int end)
    {
        if (opt is not { } record || record.DataStart + record.DataLength != end)
        {
            return message.ToArray();
        }

        byte[] copy = message[..record.Start].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(10), (ushort)(Count(message, 10) - 1));
        return copy;
    }

    private static TimeSpan LifetimeOf(ReadOnlySpan<byte> message, List<DnsRecord> records, TimeSpan max)
    {
        var code = (DnsCode)(BinaryPrimitives.ReadUInt16BigEndian(message[2..]) & DnsFlags.CodeMask);
        if (records.Count == 0 || code is not (DnsCode.NoError or DnsCode.NameError))
        {
            return TimeSpan.Zero;
        }

        uint seconds = (uint)max.TotalSeconds;
        foreach (DnsRecord record in records)
        {
            seconds = Math.Min(seconds, record.Ttl);
            // RFC 2308: the last number of the SOA limits how long "there is none" may be kept.
            if (record is { Type: DnsType.Soa, DataLength: >= 22 })
            {
                seconds = Math.Min(seconds, BinaryPrimitives.ReadUInt32BigEndian(message[(record.DataStart + record.DataLength - 4)..]));
            }
        }

        bool negative = Count(message, 6) == 0;
        return negative && !records.Exists(r => r.Type == DnsType.Soa) ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds);
    }

    private static void AppendOpt(Span<byte> opt, bool dnssec)
    {
        opt[..11].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(opt[1..], DnsType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], DnsLimits.Udp);
        opt[7] = dnssec ? (byte)0x80 : (byte)0;
    }

    private static int Count(ReadOnlySpan<byte> message, int offset) => BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);
}

/// <summary>What is asked upstream; also the key of the cache.</summary>
internal readonly record struct UpstreamQuestion(ReadOnlyMemory<byte> Name, ushort Type, bool WantsDnssec, bool CheckingDisabled)
{
    public bool Equals(UpstreamQuestion other) =>
        Type == other.Type && WantsDnssec == other.WantsDnssec && CheckingDisabled == other.CheckingDisabled && Name.Span.SequenceEqual(other.Name.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Name.Span);
        hash.Add(Type);
        return hash.ToHashCode();
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tiphys.Network.Dns;

/// <summary>
/// Builds an answer in a buffer, with name compression (RFC 1035, 4.1.4). Sections must be written in order. What does
/// not fit is left out and noted in <see cref="Overflow"/>.
/// </summary>
internal ref struct DnsWriter(Span<byte> buffer)
{
    private const int MaxTargets = 64;
    private readonly Span<byte> _buffer = buffer;
    private int _length;
    private Targets _targets;
    private int _targetCount;
    private ushort _answers;
    private ushort _authorities;
    private ushort _additionals;

    /// <summary>Whether something did not fit.</summary>
    internal bool Overflow { get; private set; }

    internal readonly ushort Answers => _answers;

    /// <summary>Starts an answer to a query.</summary>
    internal void Begin(scoped in DnsQuery query)
    {
        _length = DnsLimits.Header;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer, query.Id);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[4..], (ushort)(query.Question.IsEmpty ? 0 : 1));
        query.Question.CopyTo(_buffer[_length..]);
        if (!query.Question.IsEmpty)
        {
            NoteTargets(_length);
        }

        _length += query.Question.Length;
    }

    /// <summary>Writes header and EDNS record, and returns the length of the message.</summary>
    /// <param name="query">The query.</param>
    /// <param name="code">The result.</param>
    /// <param name="flags">Header flags beside those that the query implies.</param>
    /// <param name="whole">The buffer with the room for the EDNS record, which the writer may have been denied.</param>
    internal int Finish(scoped in DnsQuery query, DnsCode code, ushort flags, scoped Span<byte> whole)
    {
        if (query.HasEdns && _length + 11 <= whole.Length)
        {
            WriteOpt(query, code, whole);
        }

        ushort word = (ushort)(DnsFlags.Response | flags | (query.Flags & (DnsFlags.RecursionDesired | DnsFlags.CheckingDisabled | DnsFlags.OpcodeMask)) | ((int)code & DnsFlags.CodeMask));
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], word);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[6..], _answers);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[8..], _authorities);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[10..], _additionals);
        return _length;
    }

    internal void Address(DnsSection section, scoped ReadOnlySpan<byte> owner, IPAddress address, uint ttl)
    {
        bool v4 = address.AddressFamily == AddressFamily.InterNetwork;
        if (!BeginRecord(owner, v4 ? DnsType.A : DnsType.Aaaa, ttl, v4 ? 4 : 16))
        {
            return;
        }

        address.TryWriteBytes(_buffer[_length..], out int written);
        _length += written;
        EndRecord(section, written);
    }

    /// <summary>A record whose data is a name: CNAME, PTR or NS.</summary>
    internal void NameRecord(DnsSection section, scoped ReadOnlySpan<byte> owner, ushort type, scoped ReadOnlySpan<byte> target, uint ttl)
    {
        if (BeginRecord(owner, type, ttl, target.Length))
        {
            int data = _length;
            WriteName(target);
            EndRecord(section, _length - data);
        }
    }

    internal void Service(scoped ReadOnlySpan<byte> owner, scoped ReadOnlySpan<byte> target, int port, ushort weight, uint ttl)
    {
        if (!BeginRecord(owner, DnsType.Srv, ttl, 6 + target.Length))
        {
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_buffer[_length..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(_length + 2)..], weight);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(_length + 4)..], (ushort)port);
        // RFC 2782: the target must not be compressed.
        target.CopyTo(_buffer[(_length + 6)..]);
        _length += 6 + target.Length;
        EndRecord(DnsSection.Answer, 6 + target.Length);
    }

    internal void Text(scoped ReadOnlySpan<byte> owner, scoped ReadOnlySpan<byte> text, uint ttl)
    {
        if (BeginRecord(owner, DnsType.Txt, ttl, text.Length + 1))
        {
            _buffer[_length] = (byte)text.Length;
            text.CopyTo(_buffer[(_length + 1)..]);
            _length += text.Length + 1;
            EndRecord(DnsSection.Answer, text.Length + 1);
        }
    }

    internal void StartOfAuthority(DnsSection section, scoped ReadOnlySpan<byte> zone, scoped ReadOnlySpan<byte> server, scoped ReadOnlySpan<byte> mailbox, uint serial, uint ttl)
    {
        if (!BeginRecord(zone, DnsType.Soa, ttl, server.Length + mailbox.Length + 20))
        {
            return;
        }

        int data = _length;
        WriteName(server);
        WriteName(mailbox);
        // Refresh, retry and expire are for secondary servers, which there are none of.
        foreach (uint number in (ReadOnlySpan<uint>)[serial, 7200, 1800, 86400, ttl])
        {
            BinaryPrimitives.WriteUInt32BigEndian(_buffer[_length..], number);
            _length += 4;
        }

        EndRecord(section, _length - data);
    }

    private bool BeginRecord(scoped ReadOnlySpan<byte> owner, ushort type, uint ttl, int dataLength)
    {
        if (Overflow || !Fits(owner.Length + 10 + dataLength))
        {
            Overflow = true;
            return false;
        }

        WriteName(owner);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[_length..], type);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(_length + 2)..], DnsLimits.ClassInternet);
        BinaryPrimitives.WriteUInt32BigEndian(_buffer[(_length + 4)..], ttl);
        _length += 10;
        return true;
    }

    private void EndRecord(DnsSection section, int dataLength)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(_length - dataLength - 2)..], (ushort)dataLength);
        switch (section)
        {
            case DnsSection.Answer: _answers++; break;
            case DnsSection.Authority: _authorities++; break;
            default: _additionals++; break;
        }
    }

    private void WriteOpt(scoped in DnsQuery query, DnsCode code, scoped Span<byte> whole)
    {
        scoped Span<byte> opt = whole.Slice(_length, 11);
        opt.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(opt[1..], DnsType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], DnsLimits.Udp);
        opt[5] = (byte)((int)code >> 4);
        opt[7] = query.WantsDnssec ? (byte)0x80 : (byte)0;
        _length += 11;
        _additionals++;
    }

    private readonly bool Fits(int bytes) => _length + bytes <= _buffer.Length;

    private void WriteName(scoped ReadOnlySpan<byte> wire)
    {
        int start = _length;
        int at = 0;
        for (; wire[at] != 0; at += wire[at] + 1)
        {
            if (FindTarget(wire[at..]) is >= 0 and var target)
            {
                wire[..at].CopyTo(_buffer[_length..]);
                BinaryPrimitives.WriteUInt16BigEndian(_buffer[(_length + at)..], (ushort)(0xC000 | target));
                _length += at + 2;
                NoteTargets(start);
                return;
            }
        }

        wire.CopyTo(_buffer[_length..]);
        _length += wire.Length;
        NoteTargets(start);
    }

    // Remembers where the labels of a name just written start, up to the first that is a pointer.
    private void NoteTargets(int at)
    {
        while (_targetCount < MaxTargets && at < 0x3FFF && _buffer[at] is > 0 and <= DnsLimits.Label)
        {
            _targets[_targetCount++] = (ushort)at;
            at += _buffer[at] + 1;
        }
    }

    private readonly int FindTarget(scoped ReadOnlySpan<byte> suffix)
    {
        for (int i = 0; i < _targetCount; i++)
        {
            if (SameName(_targets[i], suffix))
            {
                return _targets[i];
            }
        }

        return -1;
    }

    private readonly bool SameName(int at, scoped ReadOnlySpan<byte> wire)
    {
        for (int i = 0; ;)
        {
            while ((_buffer[at] & 0xC0) == 0xC0)
            {
                at = ((_buffer[at] & 0x3F) << 8) | _buffer[at + 1];
            }

            int label = _buffer[at];
            if (label != wire[i])
            {
                return false;
            }

            if (label == 0)
            {
                return true;
            }

            for (int end = i + label; i < end;)
            {
                i++;
                at++;
                if (DnsName.ToLower(_buffer[at]) != wire[i])
                {
                    return false;
                }
            }

            i++;
            at++;
        }
    }

    [System.Runtime.CompilerServices.InlineArray(MaxTargets)]
    private struct Targets
    {
        private ushort _first;
    }
}

internal enum DnsSection
{
    Answer,
    Authority,
    Additional,
}

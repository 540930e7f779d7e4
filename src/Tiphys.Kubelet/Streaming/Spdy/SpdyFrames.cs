using System.Buffers.Binary;

namespace Tiphys.Kubelet.Streaming.Spdy;

/// <summary>Types of control frames (SPDY draft 3.1, section 2.6).</summary>
internal enum SpdyFrameType : ushort
{
    SynStream = 1,
    SynReply = 2,
    RstStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    Headers = 8,
    WindowUpdate = 9,
}

/// <summary>Why a stream is reset (section 2.6.3).</summary>
internal enum SpdyResetStatus : uint
{
    ProtocolError = 1,
    InvalidStream = 2,
    RefusedStream = 3,
    Cancel = 5,
    FlowControlError = 7,
}

/// <summary>The eight bytes before every frame.</summary>
internal readonly record struct SpdyFrameHeader
{
    public const int Size = 8;
    public const byte Fin = 1;
    public const byte Unidirectional = 2;

    private const ushort Version = 3;

    public bool IsControl { get; private init; }

    public SpdyFrameType Type { get; private init; }

    /// <summary>Stream of a data frame.</summary>
    public uint StreamId { get; private init; }

    public byte Flags { get; private init; }

    public int Length { get; private init; }

    public bool IsFin => (Flags & Fin) != 0;

    /// <exception cref="StreamProtocolException">A control frame of another version.</exception>
    public static SpdyFrameHeader Read(ReadOnlySpan<byte> bytes)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var second = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var header = new SpdyFrameHeader { Flags = (byte)(second >> 24), Length = (int)(second & 0xffffff) };
        if ((first & 0x8000_0000) == 0)
        {
            return header with { StreamId = first };
        }

        var version = (first >> 16) & 0x7fff;
        return version == Version
            ? header with { IsControl = true, Type = (SpdyFrameType)(ushort)first }
            : throw new StreamProtocolException($"SPDY version {version} is not supported");
    }

    public static void WriteControl(Span<byte> bytes, SpdyFrameType type, byte flags, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, 0x8000 | Version);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)type);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], ((uint)flags << 24) | (uint)length);
    }

    public static void WriteData(Span<byte> bytes, uint streamId, byte flags, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, streamId);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], ((uint)flags << 24) | (uint)length);
    }
}

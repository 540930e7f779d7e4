using System.Buffers.Binary;
using System.Text;

namespace Tiphys.Kubelet.Streaming.Spdy;

/// <summary>Reads the header blocks of one connection, in their order: the compression goes on from block to block.</summary>
internal sealed class SpdyHeaderReader
{
    public const int MaxBlockBytes = 64 * 1024;
    private const int MaxHeaders = 256;

    private readonly Inflater _inflater = new(SpdyDictionary.Text.Span);
    private bool _started;

    /// <summary>Unpacks a block. Names are compared without case; of several values under one name the first counts.</summary>
    public Dictionary<string, string> Read(ReadOnlyMemory<byte> compressed)
    {
        if (!_started)
        {
            compressed = SkipZlibHeader(compressed);
            _started = true;
        }

        return Parse(_inflater.Inflate(compressed, MaxBlockBytes).Span);
    }

    // RFC 1950: method and flags, then the dictionary's name when one is used.
    private static ReadOnlyMemory<byte> SkipZlibHeader(ReadOnlyMemory<byte> compressed)
    {
        var bytes = compressed.Span;
        if (bytes.Length < 2 || (bytes[0] & 0x0f) != 8 || BinaryPrimitives.ReadUInt16BigEndian(bytes) % 31 != 0)
        {
            throw new StreamProtocolException("the compressed headers are not zlib");
        }

        if ((bytes[1] & 0x20) == 0)
        {
            return compressed[2..];
        }

        return bytes.Length >= 6 && BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]) == SpdyDictionary.Id
            ? compressed[6..]
            : throw new StreamProtocolException("the compressed headers use an unknown dictionary");
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> block)
    {
        var count = Number(ref block);
        if (count > MaxHeaders)
        {
            throw new StreamProtocolException("too many headers");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
        {
            var name = Text(ref block);
            var values = Text(ref block);
            var end = values.IndexOf('\0', StringComparison.Ordinal);
            headers[name] = end < 0 ? values : values[..end];
        }

        return headers;
    }

    private static string Text(ref ReadOnlySpan<byte> block)
    {
        var length = Number(ref block);
        if (length > block.Length)
        {
            throw new StreamProtocolException("a header is cut off");
        }

        var text = Encoding.UTF8.GetString(block[..(int)length]);
        block = block[(int)length..];
        return text;
    }

    private static uint Number(ref ReadOnlySpan<byte> block)
    {
        if (block.Length < 4)
        {
            throw new StreamProtocolException("a header block is cut off");
        }

        var number = BinaryPrimitives.ReadUInt32BigEndian(block);
        block = block[4..];
        return number;
    }
}

/// <summary>
/// Writes header blocks as stored deflate blocks: they hold next to nothing, and a stored block is right whatever was sent before. The
/// empty block behind each is the flush without which a reader would wait for more.
/// </summary>
internal sealed class SpdyHeaderWriter
{
    private bool _started;

    public byte[] Write(IReadOnlyCollection<KeyValuePair<string, string>> headers)
    {
        var block = new MemoryStream();
        Number(block, headers.Count);
        foreach (var (name, value) in headers)
        {
            Text(block, name);
            Text(block, value);
        }

        return Store(block.ToArray());
    }

    private byte[] Store(byte[] block)
    {
        var packed = new MemoryStream();
        if (!_started)
        {
            packed.Write([0x78, 0xbb, 0xe3, 0xc6, 0xa7, 0xc2]);
            _started = true;
        }

        Span<byte> head = stackalloc byte[5];
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], checked((ushort)block.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~block.Length);
        packed.Write(head);
        packed.Write(block);
        packed.Write([0, 0, 0, 0xff, 0xff]);
        return packed.ToArray();
    }

    private static void Text(MemoryStream block, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(block, bytes.Length);
        block.Write(bytes);
    }

    private static void Number(MemoryStream block, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        block.Write(bytes);
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Tiphys.Kubelet.Streaming;
using Tiphys.Kubelet.Streaming.Spdy;

namespace Tiphys.Fuzz.Tests.Targets;

/// <summary>A SPDY connection whose client sends the input and hangs up; what it sends on streams is read and thrown away.</summary>
internal static class SpdyUnderFuzz
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static string Run(byte[] input) => RunAsync(input).GetAwaiter().GetResult();

    private static async Task<string> RunAsync(byte[] input)
    {
        var draining = new List<Task>();
        var transport = new ClientBytes(input);
        var connection = new SpdyConnection(transport, TimeProvider.System, _ => null, stream => draining.Add(DrainAsync(stream)));
        await using (connection)
        {
            try
            {
                await connection.Completion.WaitAsync(Patience);
            }
            catch (Exception error) when (error is StreamProtocolException or IOException)
            {
                return new string([.. error.Message.Where(char.IsAsciiLetter).Take(30)]);
            }
        }

        await Task.WhenAll(draining).WaitAsync(Patience);
        return $"{draining.Count} {transport.Written}";
    }

    private static async Task DrainAsync(SpdyStream stream)
    {
        try
        {
            await stream.Input.CopyToAsync(Stream.Null);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // Reset, or the connection has ended.
        }
    }
}

/// <summary>Connections and header blocks as clients send them.</summary>
internal static class SpdyBlocks
{
    private static readonly byte[] Block = Compress(("streamtype", "stdin"), ("port", "80"), ("requestid", "0"));

    public static IReadOnlyList<byte[]> All { get; } = [Block, Compress(), Compress([.. Enumerable.Range(0, 40).Select(i => ($"x-{i}", new string('a', i)))])];

    public static IReadOnlyList<byte[]> Connections { get; } =
    [
        [.. SynStream(1), .. Data(1, "hello"u8, SpdyFrameHeader.Fin), .. Control(SpdyFrameType.Ping, 0, [0, 0, 0, 1])],
        [
            .. Control(SpdyFrameType.Settings, 0, [0, 0, 0, 1, 0, 0, 0, 7, 0, 1, 0, 0]), .. SynStream(1), .. Control(SpdyFrameType.WindowUpdate, 0, [0, 0, 0, 1, 0, 0, 16, 0]),
            .. Data(1, "some"u8, 0), .. Control(SpdyFrameType.RstStream, 0, [0, 0, 0, 1, 0, 0, 0, 5]), .. Control(SpdyFrameType.GoAway, 0, [0, 0, 0, 1, 0, 0, 0, 0]),
        ],
    ];

    private static byte[] SynStream(uint id)
    {
        var head = new byte[10];
        BinaryPrimitives.WriteUInt32BigEndian(head, id);
        return Control(SpdyFrameType.SynStream, 0, [.. head, .. Block]);
    }

    private static byte[] Control(SpdyFrameType type, byte flags, byte[] payload)
    {
        var header = new byte[SpdyFrameHeader.Size];
        SpdyFrameHeader.WriteControl(header, type, flags, payload.Length);
        return [.. header, .. payload];
    }

    private static byte[] Data(uint id, ReadOnlySpan<byte> data, byte flags)
    {
        var header = new byte[SpdyFrameHeader.Size];
        SpdyFrameHeader.WriteData(header, id, flags, data.Length);
        return [.. header, .. data];
    }

    private static byte[] Compress(params (string Name, string Value)[] headers)
    {
        using var block = new MemoryStream();
        Number(block, headers.Length);
        foreach (var (name, value) in headers)
        {
            Number(block, name.Length);
            block.Write(Encoding.ASCII.GetBytes(name));
            Number(block, value.Length);
            block.Write(Encoding.ASCII.GetBytes(value));
        }

        using var compressed = new MemoryStream();
        using var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
        zlib.Write(block.ToArray());
        zlib.Flush();
        return compressed.ToArray();
    }

    private static void Number(MemoryStream block, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        block.Write(bytes);
    }
}

/// <summary>The server's end of a connection: the input, then the end; what is written is counted.</summary>
internal sealed class ClientBytes(byte[] input) : MemoryStream(input, writable: false)
{
    public long Written { get; private set; }

    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => Written += count;

    public override void Write(ReadOnlySpan<byte> buffer) => Written += buffer.Length;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Written += buffer.Length;
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Written += count;
        return Task.CompletedTask;
    }
}

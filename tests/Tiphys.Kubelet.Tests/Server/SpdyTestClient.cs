using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Threading.Channels;
using Tiphys.Kubelet.Streaming.Spdy;

namespace Tiphys.Kubelet.Tests.Server;

/// <summary>
/// A SPDY client as small as it can be. Its headers go out compressed by the framework's deflate, so that the server's inflater meets
/// another implementation; with <c>windows</c> it keeps to flow control, without it does as kubectl's does.
/// </summary>
internal sealed class SpdyTestClient : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly MemoryStream _packed = new();
    private readonly DeflateStream _deflate;
    private readonly ConcurrentDictionary<uint, TestStream> _streams = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Channel<bool> _returned = Channel.CreateUnbounded<bool>();
    private uint _next = 1;
    private bool _started;
    private Task _reading = Task.CompletedTask;

    public SpdyTestClient(Stream stream, string answer)
    {
        (_stream, Answer) = (stream, answer);
        _deflate = new DeflateStream(_packed, CompressionLevel.Optimal, leaveOpen: true);
    }

    public Stream Transport => _stream;

    /// <summary>Head of the HTTP answer.</summary>
    public string Answer { get; }

    public bool Windows { get; init; }

    /// <summary>Streams open without giving anything back until they are told to.</summary>
    public bool Holds { get; init; }

    /// <summary>Bytes that the server has given back by WINDOW_UPDATE, by stream.</summary>
    public ConcurrentDictionary<uint, long> Returned { get; } = new();

    public Channel<uint> Pings { get; } = Channel.CreateUnbounded<uint>();

    public TaskCompletionSource GoAway { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => _reading;

    /// <summary>Waits until the server has given back so many bytes of a stream.</summary>
    public async Task WaitForReturnAsync(uint stream, long bytes)
    {
        while (Returned.GetValueOrDefault(stream) < bytes)
        {
            await _returned.Reader.ReadAsync(KubeletFixture.Deadline);
        }
    }

    public void Start() => _reading = Task.Run(ReadAllAsync);

    public async Task<TestStream> OpenAsync(params (string Name, string Value)[] headers)
    {
        var id = _next;
        _next += 2;
        var stream = new TestStream(this, id) { Holds = Holds };
        _streams[id] = stream;
        await SendAsync(SynStream(id, headers));
        await stream.Replied.Task.WaitAsync(KubeletFixture.Deadline);
        return stream;
    }

    public byte[] SynStream(uint id, params (string Name, string Value)[] headers)
    {
        var block = Pack(headers);
        var frame = new byte[18 + block.Length];
        SpdyFrameHeader.WriteControl(frame, SpdyFrameType.SynStream, 0, 10 + block.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), id);
        block.CopyTo(frame, 18);
        return frame;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frame)
    {
        await _writing.WaitAsync(KubeletFixture.Deadline);
        try
        {
            await _stream.WriteAsync(frame, KubeletFixture.Deadline);
            await _stream.FlushAsync(KubeletFixture.Deadline);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task SendNumbersAsync(SpdyFrameType type, params uint[] numbers)
    {
        var frame = new byte[8 + (4 * numbers.Length)];
        SpdyFrameHeader.WriteControl(frame, type, 0, 4 * numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8 + (4 * i)), numbers[i]);
        }

        return SendAsync(frame);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _deflate.DisposeAsync();
    }

    private byte[] Pack((string Name, string Value)[] headers)
    {
        var block = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, headers.Length);
        block.Write(number);
        foreach (var text in headers.SelectMany(header => new[] { header.Name.ToLowerInvariant(), header.Value }))
        {
            BinaryPrimitives.WriteInt32BigEndian(number, text.Length);
            block.Write(number);
            block.Write(Encoding.UTF8.GetBytes(text));
        }

        _packed.SetLength(0);
        if (!_started)
        {
            _packed.Write([0x78, 0x9c]);
            _started = true;
        }

        _deflate.Write(block.ToArray());
        _deflate.Flush();
        return _packed.ToArray();
    }

    private async Task ReadAllAsync()
    {
        try
        {
            var head = new byte[8];
            while (await _stream.ReadAtLeastAsync(head, 8, throwOnEndOfStream: false) == 8)
            {
                var frame = SpdyFrameHeader.Read(head);
                var body = new byte[frame.Length];
                await _stream.ReadExactlyAsync(body);
                await HandleAsync(frame, body);
            }
        }
        finally
        {
            foreach (var stream in _streams.Values)
            {
                stream.End();
            }
        }
    }

    private async Task HandleAsync(SpdyFrameHeader frame, byte[] body)
    {
        if (!frame.IsControl)
        {
            await DataAsync(frame, body);
            return;
        }

        var number = BinaryPrimitives.ReadUInt32BigEndian(body);
        switch (frame.Type)
        {
            case SpdyFrameType.SynReply:
                _streams[number].Replied.TrySetResult();
                break;
            case SpdyFrameType.RstStream:
                _streams.GetValueOrDefault(number)?.ResetBy(BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(4)));
                break;
            case SpdyFrameType.Ping:
                Pings.Writer.TryWrite(number);
                break;
            case SpdyFrameType.GoAway:
                GoAway.TrySetResult();
                break;
            case SpdyFrameType.WindowUpdate:
                var delta = BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(4));
                Returned.AddOrUpdate(number, delta, (_, sum) => sum + delta);
                _returned.Writer.TryWrite(true);
                break;
        }
    }

    private async Task DataAsync(SpdyFrameHeader frame, byte[] body)
    {
        var stream = _streams[frame.StreamId];
        stream.Received.Writer.TryWrite(body);
        if (frame.IsFin)
        {
            stream.End();
        }

        if (Windows && body.Length > 0)
        {
            await stream.Consumed(body.Length);
        }
    }

    internal sealed class TestStream(SpdyTestClient client, uint id)
    {
        private long _pending;

        public uint Id => id;

        public TaskCompletionSource Replied { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Channel<byte[]> Received { get; } = Channel.CreateUnbounded<byte[]>();

        public TaskCompletionSource<uint> Reset { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What is received is not given back yet.</summary>
        public bool Holds { get; set; }

        public Task WriteAsync(ReadOnlyMemory<byte> data, bool fin = false)
        {
            var frame = new byte[8 + data.Length];
            SpdyFrameHeader.WriteData(frame, id, fin ? SpdyFrameHeader.Fin : (byte)0, data.Length);
            data.CopyTo(frame.AsMemory(8));
            return client.SendAsync(frame);
        }

        public Task WriteAsync(string text, bool fin = false) => WriteAsync(Encoding.UTF8.GetBytes(text), fin);

        /// <summary>All that the server sends to the end of the stream.</summary>
        public async Task<byte[]> ReadToEndAsync()
        {
            var all = new MemoryStream();
            await foreach (var data in Received.Reader.ReadAllAsync(KubeletFixture.Deadline))
            {
                all.Write(data);
            }

            return all.ToArray();
        }

        public async Task<string> ReadTextAsync() => Encoding.UTF8.GetString(await ReadToEndAsync());

        public async Task Consumed(int count)
        {
            _pending += count;
            if (!Holds)
            {
                await client.SendNumbersAsync(SpdyFrameType.WindowUpdate, id, (uint)_pending);
                await client.SendNumbersAsync(SpdyFrameType.WindowUpdate, 0, (uint)_pending);
                _pending = 0;
            }
        }

        public void End() => Received.Writer.TryComplete();

        public void ResetBy(uint status)
        {
            Reset.TrySetResult(status);
            Replied.TrySetResult();
            End();
        }
    }
}

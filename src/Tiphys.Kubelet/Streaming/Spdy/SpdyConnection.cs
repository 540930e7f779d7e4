using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Tiphys.Kubelet.Streaming.Spdy;

/// <summary>
/// The server's side of a SPDY/3.1 connection. One loop reads frames and hands them to streams; whoever writes takes the write lock for one
/// frame at a time. A stream whose reader is slow holds up the loop, and through TCP the client, once <see cref="ChannelInput.Limit"/> bytes
/// wait: with a client that keeps to windows that never happens, one that does not cannot fill the memory.
/// </summary>
internal sealed partial class SpdyConnection : IChannelConnection
{
    public const int InitialWindow = 64 * 1024;
    public const int MaxDataBytes = 32 * 1024;
    public const int MaxStreams = 2048;
    private const int MaxControlBytes = 64 * 1024;
    private const int BufferBytes = 64 * 1024;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly Stream _transport;
    private readonly TimeProvider _clock;
    private readonly Func<SpdyStream, string?> _check;
    private readonly Action<SpdyStream> _opened;
    private readonly ConcurrentDictionary<uint, SpdyStream> _streams = new();
    private readonly SpdyHeaderReader _headers = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _reading;
    private uint _lastStreamId;
    private bool _goneAway;

    /// <param name="transport">The upgraded connection; stays the caller's.</param>
    /// <param name="clock">Measures the goodbye.</param>
    /// <param name="check">Is asked for each new stream: null takes it, a reason refuses it.</param>
    /// <param name="opened">Learns of each stream that was taken. It must not wait: it runs in the reading loop.</param>
    public SpdyConnection(Stream transport, TimeProvider clock, Func<SpdyStream, string?> check, Action<SpdyStream> opened)
    {
        (_transport, _clock, _check, _opened) = (transport, clock, check, opened);
        _reading = Task.Run(ReadAllAsync);
    }

    public CancellationToken Closed => _closed.Token;

    /// <summary>Ends when the client has gone; fails with a <see cref="StreamProtocolException"/> when it broke the rules.</summary>
    public Task Completion => _reading;

    /// <summary>Streams that are open now.</summary>
    public int StreamCount => _streams.Count;

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        _goneAway = true;
        try
        {
            foreach (var stream in _streams.Values)
            {
                await stream.CompleteAsync(cancellationToken);
                stream.Input.Dispose();
            }

            await SendGoAwayAsync(cancellationToken);
            await _reading.WaitAsync(Linger, _clock, cancellationToken);
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            // The client hung up first, or does not want to: either way this is the end.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        foreach (var stream in _streams.Values)
        {
            stream.Input.Dispose();
        }

        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _updates.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal void ForgetIfOver(SpdyStream stream)
    {
        if (stream.IsOver)
        {
            Forget(stream);
        }
    }

    internal void Forget(SpdyStream stream) => _streams.TryRemove(new(stream.Id, stream));

    private async Task ReadAllAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await ReadFrameAsync(buffer))
            {
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // This side has closed.
        }
        catch (IOException error) when (error is not StreamProtocolException)
        {
            // The client has gone without a word, which is the same to its streams.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await _closed.CancelAsync();
            foreach (var stream in _streams.Values)
            {
                stream.GiveUp();
            }
        }
    }

    private async Task<bool> ReadFrameAsync(byte[] buffer)
    {
        var head = buffer.AsMemory(0, SpdyFrameHeader.Size);
        var count = await _transport.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, Closed);
        if (count < head.Length)
        {
            return false;
        }

        var frame = SpdyFrameHeader.Read(head.Span);
        if (!frame.IsControl)
        {
            await ReadDataAsync(frame, buffer);
            return true;
        }

        if (frame.Length > MaxControlBytes || frame.Length > buffer.Length)
        {
            throw new StreamProtocolException("a control frame is too large");
        }

        var body = buffer.AsMemory(0, frame.Length);
        await _transport.ReadExactlyAsync(body, Closed);
        await HandleAsync(frame, body);
        return true;
    }

    private async Task ReadDataAsync(SpdyFrameHeader frame, byte[] buffer)
    {
        var stream = _streams.GetValueOrDefault(frame.StreamId);
        for (var left = frame.Length; left > 0;)
        {
            var piece = buffer.AsMemory(0, Math.Min(left, MaxDataBytes));
            var count = await _transport.ReadAtLeastAsync(piece, 1, throwOnEndOfStream: true, Closed);
            left -= count;
            if (stream is { InputEnded: false })
            {
                await stream.PushAsync(piece[..count], Closed);
            }

            // Streams bound the memory; the connection's window only has to stay open, also for what comes too late for its stream.
            Arrived(count);
        }

        if (frame.IsFin && stream is not null)
        {
            EndInput(stream);
        }
    }

    private void EndInput(SpdyStream stream)
    {
        stream.EndInput();
        ForgetIfOver(stream);
    }

    private Task HandleAsync(SpdyFrameHeader frame, ReadOnlyMemory<byte> body)
    {
        switch (frame.Type)
        {
            case SpdyFrameType.SynStream:
                return OpenAsync(frame, Body(body, 10));
            case SpdyFrameType.RstStream:
                if (_streams.TryRemove(Number(Body(body, 8), 0) & 0x7fff_ffff, out var stream))
                {
                    stream.GiveUp();
                }

                break;
            case SpdyFrameType.Settings:
                ApplySettings(Body(body, 4).Span);
                break;
            case SpdyFrameType.Ping:
                // Ours would be even; an odd one is the client's and goes back.
                return (Number(Body(body, 4), 0) & 1) == 1 ? SendPingAsync(Number(body, 0), Closed).AsTask() : Task.CompletedTask;
            case SpdyFrameType.GoAway:
                _goneAway = true;
                break;
            case SpdyFrameType.Headers:
                Headers(frame, Body(body, 4));
                break;
            case SpdyFrameType.WindowUpdate:
                return OpenWindowAsync(Number(Body(body, 8), 0) & 0x7fff_ffff, Number(body, 4) & 0x7fff_ffff);
        }

        // Unknown types are skipped, as section 2.2.1 asks.
        return Task.CompletedTask;
    }

    private async Task OpenAsync(SpdyFrameHeader frame, ReadOnlyMemory<byte> body)
    {
        var id = Number(body, 0) & 0x7fff_ffff;
        var headers = _headers.Read(body[10..]);
        if ((id & 1) == 0 || id <= _lastStreamId)
        {
            await SendResetAsync(id, SpdyResetStatus.ProtocolError, Closed);
            return;
        }

        _lastStreamId = id;
        if (_goneAway || _streams.Count >= MaxStreams)
        {
            await SendResetAsync(id, SpdyResetStatus.RefusedStream, Closed);
            return;
        }

        var stream = NewStream(id, headers);
        if (frame.IsFin)
        {
            stream.EndInput();
        }

        if (_check(stream) is not null)
        {
            await SendResetAsync(id, SpdyResetStatus.Cancel, Closed);
            return;
        }

        // In the table and answered before anybody learns of it: whoever does may write at once.
        _streams[id] = stream;
        await SendReplyAsync(id, Closed);
        _opened(stream);
    }

    private void Headers(SpdyFrameHeader frame, ReadOnlyMemory<byte> body)
    {
        // Read also when nobody wants them: the next block builds on this one.
        _headers.Read(body[4..]);
        if (frame.IsFin && _streams.TryGetValue(Number(body, 0) & 0x7fff_ffff, out var stream))
        {
            EndInput(stream);
        }
    }

    private static ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> body, int least) =>
        body.Length >= least ? body : throw new StreamProtocolException("a control frame is cut off");

    private static uint Number(ReadOnlyMemory<byte> body, int offset) => BinaryPrimitives.ReadUInt32BigEndian(body.Span[offset..]);
}

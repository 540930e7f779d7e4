using System.Buffers;
using System.Buffers.Binary;

namespace Tiphys.Kubelet.Streaming.Spdy;

/// <content>What the server sends.</content>
internal sealed partial class SpdyConnection
{
    // Held for one frame; the headers' compression is under it too, because the order of frames is the order of blocks.
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SpdyHeaderWriter _headerWriter = new();

    internal async ValueTask SendDataAsync(uint streamId, ReadOnlyMemory<byte> data, bool fin, CancellationToken cancellationToken)
    {
        var frame = ArrayPool<byte>.Shared.Rent(SpdyFrameHeader.Size + data.Length);
        try
        {
            SpdyFrameHeader.WriteData(frame, streamId, fin ? SpdyFrameHeader.Fin : (byte)0, data.Length);
            data.CopyTo(frame.AsMemory(SpdyFrameHeader.Size));
            await SendAsync(frame.AsMemory(0, SpdyFrameHeader.Size + data.Length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    internal ValueTask SendResetAsync(uint streamId, SpdyResetStatus status, CancellationToken cancellationToken) =>
        SendNumbersAsync(SpdyFrameType.RstStream, [streamId, (uint)status], cancellationToken);

    private ValueTask SendPingAsync(uint id, CancellationToken cancellationToken) => SendNumbersAsync(SpdyFrameType.Ping, [id], cancellationToken);

    private ValueTask SendGoAwayAsync(CancellationToken cancellationToken) =>
        SendNumbersAsync(SpdyFrameType.GoAway, [_lastStreamId, 0], cancellationToken);

    private ValueTask SendWindowUpdateAsync(uint streamId, int delta, CancellationToken cancellationToken) =>
        SendNumbersAsync(SpdyFrameType.WindowUpdate, [streamId, (uint)delta], cancellationToken);

    private async ValueTask SendReplyAsync(uint streamId, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var block = _headerWriter.Write([]);
            var frame = new byte[SpdyFrameHeader.Size + 4 + block.Length];
            SpdyFrameHeader.WriteControl(frame, SpdyFrameType.SynReply, 0, 4 + block.Length);
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(SpdyFrameHeader.Size), streamId);
            block.CopyTo(frame, SpdyFrameHeader.Size + 4);
            await _transport.WriteAsync(frame, cancellationToken);
            await _transport.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    private ValueTask SendNumbersAsync(SpdyFrameType type, ReadOnlySpan<uint> numbers, CancellationToken cancellationToken)
    {
        var frame = new byte[SpdyFrameHeader.Size + (4 * numbers.Length)];
        SpdyFrameHeader.WriteControl(frame, type, 0, 4 * numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(SpdyFrameHeader.Size + (4 * i)), numbers[i]);
        }

        return SendAsync(frame, cancellationToken);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            // A frame that was begun must be finished, or the peer loses the thread: only the end of the connection stops it.
            await _transport.WriteAsync(frame, Closed);
            await _transport.FlushAsync(Closed);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the client has gone");
        }
        finally
        {
            _writing.Release();
        }
    }
}

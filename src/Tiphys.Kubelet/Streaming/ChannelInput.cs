using System.IO.Pipelines;

namespace Tiphys.Kubelet.Streaming;

/// <summary>
/// What a peer sends on one channel, between the loop that reads the connection and the one that uses the bytes. The loop has to wait
/// when more than <see cref="Limit"/> bytes lie here, so memory stays bounded whatever the peer does.
/// </summary>
internal sealed class ChannelInput(Action<int>? consumed = null) : Stream
{
    public const int Limit = 256 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: Limit, resumeWriterThreshold: Limit / 2, minimumSegmentSize: 16 * 1024, useSynchronizationContext: false));

    private bool _ended;
    private volatile bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes bytes from the connection; they are dropped once nobody reads any more.</summary>
    public async ValueTask PushAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (!_ended && data.Length > 0)
        {
            await _pipe.Writer.WriteAsync(data, cancellationToken);
        }
    }

    /// <summary>The peer sends nothing more.</summary>
    public void End()
    {
        _ended = true;
        _pipe.Writer.Complete();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
        {
            return 0;
        }

        try
        {
            return await TakeAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException error) when (_disposed)
        {
            // It was given up while it was read, as when the connection ends.
            throw new ObjectDisposedException(nameof(ChannelInput), error);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read asynchronously");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Gives the input up: what still comes is dropped, and the connection's loop waits for it no longer.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _disposed = true;
            _pipe.Reader.Complete();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> TakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await _pipe.Reader.ReadAsync(cancellationToken);
        var count = (int)Math.Min(buffer.Length, result.Buffer.Length);
        var taken = result.Buffer.Slice(0, count);
        System.Buffers.BuffersExtensions.CopyTo(taken, buffer.Span);
        _pipe.Reader.AdvanceTo(taken.End);
        if (count > 0)
        {
            consumed?.Invoke(count);
        }

        return count;
    }
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Linux;

/// <summary>Asynchronous stream over a pipe, either for reading or for writing, that blocks no thread.</summary>
internal sealed class FdStream : Stream
{
    private readonly SafeFileHandle _descriptor;
    private readonly FileAccess _access;
    private readonly CancellationTokenSource _closed = new();

    public FdStream(SafeFileHandle descriptor, FileAccess access)
    {
        _descriptor = descriptor;
        _access = access;
        Libc.SetNonBlocking(descriptor);
    }

    public override bool CanRead => _access == FileAccess.Read;
    public override bool CanWrite => _access == FileAccess.Write;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_descriptor.IsClosed, this);
            if (TryRead(buffer.Span, out var count))
                return count;
            await WaitAsync(PollEvents.Readable, cancellationToken);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_descriptor.IsClosed, this);
            if (TryWrite(buffer.Span, out var count))
                buffer = buffer[count..];
            else
                await WaitAsync(PollEvents.Writable, cancellationToken);
        }
    }

    /// <summary>Completes when there is something to read, or the end.</summary>
    public Task WaitReadableAsync(CancellationToken cancellationToken) => WaitAsync(PollEvents.Readable, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reads.");
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous writes.");
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Flush() { }
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_descriptor.IsClosed)
        {
            _closed.Cancel();
            _descriptor.Dispose();
        }

        base.Dispose(disposing);
    }

    private unsafe bool TryRead(Span<byte> buffer, out int count)
    {
        fixed (byte* start = buffer)
        {
            count = (int)Libc.Read(_descriptor, start, buffer.Length);
            if (count >= 0)
                return true;
        }

        var errno = Marshal.GetLastPInvokeError();
        count = 0;
        return errno is Errno.Again or Errno.Interrupted ? false : throw new LinuxException("read", errno);
    }

    private unsafe bool TryWrite(ReadOnlySpan<byte> buffer, out int count)
    {
        fixed (byte* start = buffer)
        {
            count = (int)Libc.Write(_descriptor, start, buffer.Length);
            if (count >= 0)
                return true;
        }

        var errno = Marshal.GetLastPInvokeError();
        return errno is Errno.Again or Errno.Interrupted ? false : throw new LinuxException("write", errno);
    }

    private async Task WaitAsync(PollEvents events, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            await EpollLoop.Shared.WaitAsync(_descriptor, events, linked.Token);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(FdStream));
        }
    }
}

using System.IO.Pipelines;
using System.Net.Sockets;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Streaming;

/// <summary>
/// A client of conmon's attach socket. What the container writes comes as packets whose first byte names the stream;
/// what the client sends is the container's input as it stands, and an end of sending ends the input.
/// </summary>
internal sealed class ConmonStreams : IAsyncDisposable
{
    private const string SocketName = "attach";
    private const int PacketSize = 32 << 10;
    private const byte StdoutPacket = 2;
    private const byte StderrPacket = 3;

    private readonly Socket _socket;
    private readonly Pipe _output = new();
    private readonly Pipe _error = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _pump;

    private ConmonStreams(Socket socket)
    {
        _socket = socket;
        Input = new SocketInput(socket);
        Output = _output.Reader.AsStream();
        Error = _error.Reader.AsStream();
        _pump = PumpAsync();
    }

    public Stream Input { get; }
    public Stream Output { get; }
    public Stream Error { get; }

    /// <param name="directory">The bundle of the conmon.</param>
    /// <exception cref="ContainerRuntimeException">conmon has gone.</exception>
    public static async Task<ConmonStreams> ConnectAsync(string directory, CancellationToken cancellationToken)
    {
        // A socket's address holds 107 bytes; the way through an open directory always fits.
        using var handle = Libc.Open(directory, Libc.OpenPath);
        var address = $"/proc/self/fd/{handle.DangerousGetHandle()}/{SocketName}";
        var socket = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancellationToken);
            return new ConmonStreams(socket);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidState, $"attach: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Dispose();
        await _pump;
        await _output.Reader.CompleteAsync();
        await _error.Reader.CompleteAsync();
    }

    private async Task PumpAsync()
    {
        Exception? failure = null;
        var packet = new byte[PacketSize + 1];
        try
        {
            int count;
            while ((count = await _socket.ReceiveAsync(packet, SocketFlags.None, _closing.Token)) > 0)
            {
                var target = packet[0] switch { StdoutPacket => _output.Writer, StderrPacket => _error.Writer, _ => null };
                if (target is not null)
                    await target.WriteAsync(packet.AsMemory(1, count - 1), _closing.Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A reset is how the end of conmon may look; a reader that has been told of the end needs no more.
            failure = exception is SocketException { SocketErrorCode: SocketError.ConnectionReset } or ObjectDisposedException ? null : exception;
        }

        await _output.Writer.CompleteAsync(failure);
        await _error.Writer.CompleteAsync(failure);
    }

    private sealed class SocketInput(Socket socket) : Stream
    {
        // conmon reads at most this much of a packet and drops the rest.
        private const int MaximumPacket = 8 << 10;

        public override bool CanRead => false;
        public override bool CanWrite => true;
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (!buffer.IsEmpty)
            {
                var part = buffer[..Math.Min(buffer.Length, MaximumPacket)];
                await socket.SendAsync(part, SocketFlags.None, cancellationToken);
                buffer = buffer[part.Length..];
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous writes.");
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Flush() { }

        protected override void Dispose(bool disposing)
        {
            try
            {
                if (disposing && socket.Connected)
                    socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The other side has gone: its input has ended anyway.
            }

            base.Dispose(disposing);
        }
    }
}

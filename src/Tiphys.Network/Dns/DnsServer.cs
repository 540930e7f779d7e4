using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Tiphys.Network.Dns;

/// <summary>
/// The node's DNS server, over UDP and TCP. Questions about the cluster are answered by the loop that received them,
/// without allocation; those for upstream go on by themselves, bounded in number.
/// </summary>
public sealed partial class DnsServer : IDisposable
{
    private const int MaxConnections = 256;
    private static readonly TimeSpan IdleConnection = TimeSpan.FromSeconds(10);
    private readonly DnsServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly DnsResponder _responder;
    private readonly List<Socket> _udp = [];
    private readonly List<Socket> _tcp = [];
    private readonly OwnedTasks _tasks = new();

    /// <summary>Binds the sockets.</summary>
    /// <exception cref="SocketException">An address is not on this node, or its port is taken.</exception>
    public DnsServer(IDnsRecords records, DnsServerOptions options, TimeProvider time, ILogger<DnsServer> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _log = logger;
        _responder = new DnsResponder(records, options, time);
        try
        {
            foreach (IPEndPoint endpoint in options.Listen)
            {
                _udp.Add(Bind(endpoint, SocketType.Dgram, ProtocolType.Udp));
                _tcp.Add(Bind(endpoint, SocketType.Stream, ProtocolType.Tcp));
                _tcp[^1].Listen(128);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Serves until cancelled; then open questions are ended and awaited.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var lifetime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops = [.. _udp.Select(s => ServeUdpAsync(s, lifetime.Token)), .. _tcp.Select(s => AcceptAsync(s, lifetime.Token))];
        try
        {
            // A loop that fails ends the others, so that whoever runs the server sees it.
            await await Task.WhenAny(loops);
        }
        finally
        {
            await lifetime.CancelAsync();
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _tasks.WhenAllAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _udp.ForEach(s => s.Dispose());
        _tcp.ForEach(s => s.Dispose());
    }

    private Socket Bind(IPEndPoint endpoint, SocketType type, ProtocolType protocol)
    {
        Socket Open()
        {
            var socket = new Socket(endpoint.AddressFamily, type, protocol);
            try
            {
                socket.Bind(endpoint);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        return _options.NodeNamespace is { } ns ? ns.Run(Open) : Open();
    }

    private async Task ServeUdpAsync(Socket socket, CancellationToken stop)
    {
        byte[] query = GC.AllocateUninitializedArray<byte>(4096, pinned: true);
        byte[] response = GC.AllocateUninitializedArray<byte>(DnsLimits.Udp, pinned: true);
        var client = new SocketAddress(socket.AddressFamily);
        while (true)
        {
            int received = await socket.ReceiveFromAsync(query, SocketFlags.None, client, stop);
            int length = _responder.TryAnswer(query.AsSpan(0, received), response, tcp: false);
            if (length > 0)
            {
                Reply(socket, response.AsSpan(0, length), client);
            }
            else if (length < 0)
            {
                Forward(socket, query.AsSpan(0, received), client, stop);
            }
        }
    }

    private void Forward(Socket socket, ReadOnlySpan<byte> query, SocketAddress client, CancellationToken stop)
    {
        if (_tasks.Count >= _options.MaxForwards)
        {
            Span<byte> refusal = stackalloc byte[DnsLimits.Udp];
            int length = DnsResponder.Fail(query, refusal);
            Reply(socket, refusal[..length], client);
            return;
        }

        var copy = new SocketAddress(client.Family, client.Size);
        client.Buffer.Span[..client.Size].CopyTo(copy.Buffer.Span);
        _tasks.Add(ForwardAsync(socket, query.ToArray(), copy, stop));
    }

    private async Task ForwardAsync(Socket socket, byte[] query, SocketAddress client, CancellationToken stop)
    {
        try
        {
            byte[] response = new byte[DnsLimits.Udp];
            int length = await _responder.ForwardAsync(query, response, tcp: false, stop);
            Reply(socket, response.AsSpan(0, length), client);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Log.QuestionFailed(_log, e);
        }
    }

    // A datagram that the kernel does not take is a lost datagram; the client asks again.
    private void Reply(Socket socket, ReadOnlySpan<byte> response, SocketAddress client)
    {
        try
        {
            socket.SendTo(response, SocketFlags.None, client);
        }
        catch (SocketException e)
        {
            Log.ReplyFailed(_log, e);
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        using var slots = new SemaphoreSlim(MaxConnections);
        var connections = new OwnedTasks();
        try
        {
            while (true)
            {
                await slots.WaitAsync(stop);
                Socket connection = await listener.AcceptAsync(stop);
                connections.Add(ServeConnectionAsync(connection, slots, stop));
            }
        }
        finally
        {
            await connections.WhenAllAsync();
        }
    }

    private async Task ServeConnectionAsync(Socket connection, SemaphoreSlim slots, CancellationToken stop)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            byte[] buffer = new byte[2 + DnsLimits.MaxMessage];
            byte[] response = new byte[2 + DnsLimits.MaxMessage];
            while (await ReadFrameAsync(stream, buffer, stop) is > 0 and var length)
            {
                int answer = _responder.TryAnswer(buffer.AsSpan(0, length), response.AsSpan(2), tcp: true);
                answer = answer >= 0 ? answer : await _responder.ForwardAsync(buffer.AsMemory(0, length), response.AsMemory(2), tcp: true, stop);
                if (answer == 0)
                {
                    return;
                }

                BinaryPrimitives.WriteUInt16BigEndian(response, (ushort)answer);
                await stream.WriteAsync(response.AsMemory(0, answer + 2), stop);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client left, was silent for too long, or the server ends.
        }
        catch (Exception e)
        {
            Log.QuestionFailed(_log, e);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<int> ReadFrameAsync(NetworkStream stream, byte[] buffer, CancellationToken stop)
    {
        using var idle = new CancellationTokenSource(IdleConnection, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, stop);
        if (await stream.ReadAtLeastAsync(buffer.AsMemory(0, 2), 2, throwOnEndOfStream: false, either.Token) < 2)
        {
            return 0;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
        await stream.ReadExactlyAsync(buffer.AsMemory(0, length), either.Token);
        return length;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "DNS question failed", EventName = "DnsQuestionFailed")]
        internal static partial void QuestionFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "DNS answer could not be sent", EventName = "DnsReplyFailed")]
        internal static partial void ReplyFailed(ILogger logger, Exception exception);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Tests.Support;

/// <summary>Servers and clients with real sockets inside a namespace. A server answers "name from-address".</summary>
internal static class Peers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    internal static IDisposable ServeTcp(NetworkNamespace ns, IPAddress address, int port, string name)
    {
        Socket listener = ns.Run(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(64);
            return socket;
        });
        return new Server(listener, async stop =>
        {
            while (true)
            {
                using Socket client = await listener.AcceptAsync(stop);
                await client.SendAsync(Encoding.ASCII.GetBytes($"{name} {((IPEndPoint)client.RemoteEndPoint!).Address}"), stop);
                client.Shutdown(SocketShutdown.Both);
            }
        });
    }

    internal static IDisposable ServeUdp(NetworkNamespace ns, IPAddress address, int port, string name)
    {
        Socket socket = ns.Run(() =>
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(address, port));
            return udp;
        });
        return new Server(socket, async stop =>
        {
            byte[] buffer = new byte[2048];
            while (true)
            {
                SocketReceiveFromResult got = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), stop);
                await socket.SendToAsync(Encoding.ASCII.GetBytes($"{name} {((IPEndPoint)got.RemoteEndPoint).Address}"), got.RemoteEndPoint, stop);
            }
        });
    }

    /// <summary>Connects and returns the server's answer.</summary>
    internal static async Task<string> AskTcpAsync(NetworkNamespace ns, IPAddress address, int port, TimeSpan? deadline = null)
    {
        using Socket socket = ns.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var stop = new CancellationTokenSource(deadline ?? Deadline);
        await socket.ConnectAsync(address, port, stop.Token);
        byte[] buffer = new byte[256];
        int length = 0;
        for (int read; (read = await socket.ReceiveAsync(buffer.AsMemory(length), stop.Token)) > 0;)
        {
            length += read;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    internal static Socket UdpClient(NetworkNamespace ns, IPAddress address, int port)
    {
        Socket socket = ns.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        socket.Connect(address, port);
        return socket;
    }

    internal static async Task<string> AskUdpAsync(Socket socket, TimeSpan? deadline = null)
    {
        using var stop = new CancellationTokenSource(deadline ?? Deadline);
        await socket.SendAsync("hello"u8.ToArray(), stop.Token);
        byte[] buffer = new byte[256];
        int length = await socket.ReceiveAsync(buffer, stop.Token);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    internal static async Task<string> AskUdpAsync(NetworkNamespace ns, IPAddress address, int port)
    {
        using Socket socket = UdpClient(ns, address, port);
        return await AskUdpAsync(socket);
    }

    /// <summary>As <see cref="FailTcpAsync"/>, where silence is expected and not worth a long wait.</summary>
    internal static Task<string> SilentTcpAsync(NetworkNamespace ns, IPAddress address, int port) =>
        FailTcpAsync(ns, address, port, TimeSpan.FromMilliseconds(700));

    /// <summary>How a connection attempt failed: "refused", "timeout" or the socket error.</summary>
    internal static async Task<string> FailTcpAsync(NetworkNamespace ns, IPAddress address, int port, TimeSpan? deadline = null)
    {
        try
        {
            return "connected: " + await AskTcpAsync(ns, address, port, deadline);
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused ? "refused" : e.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException)
        {
            return "timeout";
        }
    }

    private sealed class Server : IDisposable
    {
        private readonly Socket _socket;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _loop;

        internal Server(Socket socket, Func<CancellationToken, Task> loop)
        {
            _socket = socket;
            _loop = Task.Run(() => loop(_stop.Token));
        }

        public void Dispose()
        {
            _stop.Cancel();
            _socket.Dispose();
            try
            {
                _loop.Wait(Deadline);
            }
            catch (AggregateException)
            {
                // The loop ends by its cancelled or closed socket.
            }

            _stop.Dispose();
        }
    }
}

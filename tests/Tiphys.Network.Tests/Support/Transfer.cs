using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Tests.Support;

internal static class Transfer
{
    /// <summary>Time to send some bytes over TCP from one namespace to another.</summary>
    internal static async Task<TimeSpan> TimeAsync(NetworkNamespace from, NetworkNamespace to, IPAddress address, int bytes)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using Socket listener = to.Run(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, 5001));
            socket.Listen();
            return socket;
        });
        using Socket client = from.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        await client.ConnectAsync(address, 5001, stop.Token);
        using Socket server = await listener.AcceptAsync(stop.Token);
        var clock = Stopwatch.StartNew();
        Task send = SendAsync(client, bytes, stop.Token);
        byte[] buffer = new byte[64 * 1024];
        for (int left = bytes; left > 0;)
        {
            left -= await server.ReceiveAsync(buffer, stop.Token);
        }

        await send;
        return clock.Elapsed;
    }

    private static async Task SendAsync(Socket socket, int bytes, CancellationToken stop)
    {
        byte[] buffer = new byte[64 * 1024];
        for (int left = bytes; left > 0;)
        {
            left -= await socket.SendAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), stop);
        }
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Tests.Support;

/// <summary>A DNS server that answers A questions as a function says; with <see cref="TruncateUdp"/> only over TCP.</summary>
internal sealed class FakeUpstream : IDisposable
{
    private readonly Socket _udp;
    private readonly Socket _tcp;
    private readonly Func<string, int, (IPAddress, uint)[]?> _records;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loops;
    private int _questions;

    internal FakeUpstream(NetworkNamespace ns, IPEndPoint endpoint, Func<string, int, (IPAddress, uint)[]?> records)
    {
        _records = records;
        (_udp, _tcp) = ns.Run(() =>
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(endpoint);
            var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            tcp.Bind(endpoint);
            tcp.Listen();
            return (udp, tcp);
        });
        _loops = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    internal bool TruncateUdp { get; init; }

    internal int Questions => Volatile.Read(ref _questions);

    /// <summary>An answer: null records is NXDOMAIN.</summary>
    internal static byte[] Answer(byte[] query, Func<string, int, (IPAddress, uint)[]?> records, bool truncate = false)
    {
        int end = 12;
        var labels = new List<string>();
        for (; query[end] != 0; end += query[end] + 1)
        {
            labels.Add(System.Text.Encoding.Latin1.GetString(query, end + 1, query[end]));
        }

        int type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(end + 1));
        (IPAddress, uint)[]? found = records(string.Join('.', labels), type);
        var answer = new List<byte>(query[..(end + 5)]);
        answer[2] = (byte)(0x81 | (truncate ? 2 : 0));
        answer[3] = (byte)(0x80 | (found is null ? 3 : 0));
        foreach ((IPAddress ip, uint ttl) in truncate ? [] : found ?? [])
        {
            byte[] address = ip.GetAddressBytes();
            answer.AddRange([0xC0, 12, 0, 1, 0, 1, (byte)(ttl >> 24), (byte)(ttl >> 16), (byte)(ttl >> 8), (byte)ttl, 0, (byte)address.Length, .. address]);
        }

        answer.AddRange([0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]);
        byte[] message = [.. answer];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), (ushort)(truncate ? 0 : found?.Length ?? 0));
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), 1);
        return message;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _udp.Dispose();
        _tcp.Dispose();
        try
        {
            _loops.Wait(TimeSpan.FromSeconds(5));
        }
        catch (AggregateException)
        {
            // The loops end by their cancelled or closed sockets.
        }

        _stop.Dispose();
    }

    private async Task ServeUdpAsync()
    {
        byte[] buffer = new byte[2048];
        while (true)
        {
            SocketReceiveFromResult got = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            Interlocked.Increment(ref _questions);
            await _udp.SendToAsync(Answer(buffer[..got.ReceivedBytes], _records, TruncateUdp), got.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task ServeTcpAsync()
    {
        while (true)
        {
            using Socket client = await _tcp.AcceptAsync(_stop.Token);
            await using var stream = new NetworkStream(client);
            byte[] prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix, _stop.Token);
            byte[] query = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(query, _stop.Token);
            byte[] answer = Answer(query, _records);
            BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)answer.Length);
            await stream.WriteAsync(prefix, _stop.Token);
            await stream.WriteAsync(answer, _stop.Token);
        }
    }
}

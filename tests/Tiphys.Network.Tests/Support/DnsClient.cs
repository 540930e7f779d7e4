using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Tests.Support;

/// <summary>An answer as a plain decoder of the tests' own sees it, written apart from the server's code.</summary>
internal sealed record DnsReply(int Code, bool Truncated, bool Authoritative, string Question, List<string> Answers, List<string> Authority, List<string> Additional, int Length)
{
    internal string Only => Assert.Single(Answers);
}

internal static class DnsClient
{
    internal const int A = 1;
    internal const int Cname = 5;
    internal const int Soa = 6;
    internal const int Ptr = 12;
    internal const int Txt = 16;
    internal const int Aaaa = 28;
    internal const int Srv = 33;

    internal static byte[] Query(string name, int type, int? ednsSize = null, ushort id = 4711)
    {
        var bytes = new List<byte>();
        void U16(int v) => bytes.AddRange([(byte)(v >> 8), (byte)v]);
        U16(id);
        U16(0x0100);
        U16(1);
        U16(0);
        U16(0);
        U16(ednsSize is null ? 0 : 1);
        foreach (string label in name.TrimEnd('.').Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.Latin1.GetBytes(label));
        }

        bytes.Add(0);
        U16(type);
        U16(1);
        if (ednsSize is { } size)
        {
            bytes.Add(0);
            U16(41);
            U16(size);
            bytes.AddRange([0, 0, 0, 0, 0, 0]);
        }

        return [.. bytes];
    }

    internal static DnsReply Decode(byte[] m)
    {
        int at = 12;
        int U16(int i) => BinaryPrimitives.ReadUInt16BigEndian(m.AsSpan(i));
        Assert.Equal(1, U16(4));
        string question = Name(m, ref at);
        at += 4;
        List<string> Section(int count)
        {
            var list = new List<string>();
            for (int i = 0; i < count; i++)
            {
                string owner = Name(m, ref at);
                int type = U16(at);
                uint ttl = BinaryPrimitives.ReadUInt32BigEndian(m.AsSpan(at + 4));
                int length = U16(at + 8);
                int data = at + 10;
                at = data + length;
                if (type != 41)
                {
                    list.Add($"{owner} {ttl} {Data(m, type, data, length)}");
                }
            }

            return list;
        }

        int flags = U16(2);
        Assert.True((flags & 0x8000) != 0);
        List<string> answers = Section(U16(6));
        List<string> authority = Section(U16(8));
        List<string> additional = Section(U16(10));
        Assert.Equal(m.Length, at);
        return new DnsReply(flags & 15, (flags & 0x200) != 0, (flags & 0x400) != 0, question, answers, authority, additional, m.Length);
    }

    internal static async Task<DnsReply> AskUdpAsync(NetworkNamespace ns, IPEndPoint server, byte[] query)
    {
        using Socket socket = ns.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(server, stop.Token);
        await socket.SendAsync(query, stop.Token);
        byte[] buffer = new byte[65536];
        int length = await socket.ReceiveAsync(buffer, stop.Token);
        return Decode(buffer[..length]);
    }

    internal static async Task<DnsReply> AskTcpAsync(NetworkNamespace ns, IPEndPoint server, params byte[][] queries)
    {
        using Socket socket = ns.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(server, stop.Token);
        await using var stream = new NetworkStream(socket);
        byte[] message = [];
        foreach (byte[] query in queries)
        {
            byte[] prefix = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)query.Length);
            await stream.WriteAsync(prefix, stop.Token);
            await stream.WriteAsync(query, stop.Token);
            await stream.ReadExactlyAsync(prefix, stop.Token);
            message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(message, stop.Token);
        }

        return Decode(message);
    }

    private static string Data(byte[] m, int type, int at, int length)
    {
        int U16(int i) => BinaryPrimitives.ReadUInt16BigEndian(m.AsSpan(i));
        switch (type)
        {
            case A:
                return "A " + new IPAddress(m.AsSpan(at, length));
            case Aaaa:
                return "AAAA " + new IPAddress(m.AsSpan(at, length));
            case Txt:
                return "TXT " + Encoding.Latin1.GetString(m, at + 1, m[at]);
            case Srv:
                int target = at + 6;
                return $"SRV {U16(at)} {U16(at + 2)} {U16(at + 4)} {Name(m, ref target)}";
            case Cname or Ptr or 2:
                string kind = type == Cname ? "CNAME" : type == Ptr ? "PTR" : "NS";
                return $"{kind} {Name(m, ref at)}";
            case Soa:
                return $"SOA {Name(m, ref at)} {Name(m, ref at)}";
            default:
                return "TYPE" + type;
        }
    }

    private static string Name(byte[] m, ref int at)
    {
        var labels = new List<string>();
        int position = at;
        int? after = null;
        for (int hops = 0; hops < 100;)
        {
            int length = m[position];
            if (length == 0)
            {
                at = after ?? position + 1;
                return string.Join('.', labels);
            }

            if (length >= 0xC0)
            {
                after ??= position + 2;
                position = ((length & 0x3F) << 8) | m[position + 1];
                hops++;
                continue;
            }

            labels.Add(Encoding.Latin1.GetString(m, position + 1, length));
            position += length + 1;
        }

        throw new InvalidDataException("compression loop");
    }
}

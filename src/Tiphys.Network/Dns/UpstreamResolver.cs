using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tiphys.Network.Dns;

/// <summary>
/// Asks upstream servers and keeps their answers. Each question is sent from a port of its own with a random id, so that
/// answers cannot be forged blindly (RFC 5452); equal questions at the same time are asked once.
/// </summary>
internal sealed class UpstreamResolver(DnsServerOptions options, TimeProvider time)
{
    private readonly UpstreamServers _servers = new(options, time);
    private readonly ConcurrentDictionary<UpstreamQuestion, UpstreamAnswer> _cache = new();
    private readonly ConcurrentDictionary<UpstreamQuestion, Lazy<Task<UpstreamAnswer?>>> _asked = new();
    private int _preferred;

    /// <summary>An answer that is kept and still valid.</summary>
    internal UpstreamAnswer? FindCached(UpstreamQuestion question) =>
        _cache.TryGetValue(question, out UpstreamAnswer? answer) && answer.IsFresh(time) ? answer : null;

    /// <summary>Asks, and returns null when no server answered.</summary>
    /// <param name="question">The question; it keeps its memory.</param>
    /// <param name="lifetime">The server's own end: one asker that leaves must not end the question of another.</param>
    internal Task<UpstreamAnswer?> AskAsync(UpstreamQuestion question, CancellationToken lifetime)
    {
        if (FindCached(question) is { } cached)
        {
            return Task.FromResult<UpstreamAnswer?>(cached);
        }

        return _asked.GetOrAdd(question, q => new Lazy<Task<UpstreamAnswer?>>(() => AskAndKeepAsync(q, lifetime))).Value;
    }

    private async Task<UpstreamAnswer?> AskAndKeepAsync(UpstreamQuestion question, CancellationToken lifetime)
    {
        try
        {
            UpstreamAnswer? answer = await AskServersAsync(question, lifetime);
            if (answer is not null && answer.Keep > TimeSpan.Zero)
            {
                MakeRoom();
                _cache[question] = answer;
            }

            return answer;
        }
        finally
        {
            _asked.TryRemove(question, out _);
        }
    }

    private async Task<UpstreamAnswer?> AskServersAsync(UpstreamQuestion question, CancellationToken lifetime)
    {
        IReadOnlyList<IPEndPoint> servers = _servers.Current;
        UpstreamAnswer? last = null;
        for (int i = 0; i < servers.Count; i++)
        {
            int index = (_preferred + i) % servers.Count;
            last = await AskServerAsync(servers[index], question, lifetime) ?? last;
            if (last is { Code: DnsCode.NoError or DnsCode.NameError })
            {
                _preferred = index;
                return last;
            }
        }

        return last;
    }

    private async Task<UpstreamAnswer?> AskServerAsync(IPEndPoint server, UpstreamQuestion question, CancellationToken lifetime)
    {
        using var timeout = new CancellationTokenSource(options.UpstreamTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, lifetime);
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(RandomNumberGenerator.GetBytes(2));
        byte[] query = WriteQuery(question, id);
        try
        {
            return await AskOverUdpAsync(server, query, id, question, either.Token)
                ?? await AskOverTcpAsync(server, query, id, question, either.Token);
        }
        catch (OperationCanceledException) when (!lifetime.IsCancellationRequested)
        {
            return null;
        }
        catch (SocketException)
        {
            // Unreachable or refused: the next server may do better, and the client gets SERVFAIL if none does.
            return null;
        }
    }

    /// <summary>Null: the answer did not fit and must be fetched over TCP.</summary>
    private async Task<UpstreamAnswer?> AskOverUdpAsync(IPEndPoint server, byte[] query, ushort id, UpstreamQuestion question, CancellationToken stop)
    {
        using Socket socket = NewSocket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, stop);
        await socket.SendAsync(query, stop);
        byte[] buffer = new byte[DnsLimits.Udp * 4];
        while (true)
        {
            int length = await socket.ReceiveAsync(buffer, stop);
            if (UpstreamAnswer.TryParse(buffer.AsSpan(0, length), id, question, options.MaxCacheTtl, time.GetTimestamp()) is { } answer
                && !UpstreamAnswer.IsTruncated(buffer))
            {
                return answer;
            }

            // Whatever does not match the question is forged or late; only a matching header with TC leads on.
            if (length >= DnsLimits.Header && BinaryPrimitives.ReadUInt16BigEndian(buffer) == id && UpstreamAnswer.IsTruncated(buffer))
            {
                return null;
            }
        }
    }

    private async Task<UpstreamAnswer?> AskOverTcpAsync(IPEndPoint server, byte[] query, ushort id, UpstreamQuestion question, CancellationToken stop)
    {
        using Socket socket = NewSocket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, stop);
        byte[] framed = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed, 2);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(framed, stop);
        byte[] prefix = new byte[2];
        try
        {
            await stream.ReadExactlyAsync(prefix, stop);
            byte[] message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(message, stop);
            return UpstreamAnswer.TryParse(message, id, question, options.MaxCacheTtl, time.GetTimestamp());
        }
        catch (IOException)
        {
            return null;
        }
    }

    private Socket NewSocket(AddressFamily family, SocketType type, ProtocolType protocol) =>
        options.UpstreamNamespace is { } ns ? ns.Run(() => new Socket(family, type, protocol)) : new Socket(family, type, protocol);

    private static byte[] WriteQuery(UpstreamQuestion question, ushort id)
    {
        byte[] query = new byte[DnsLimits.Header + question.Name.Length + 4 + 11];
        Span<byte> at = query;
        BinaryPrimitives.WriteUInt16BigEndian(at, id);
        BinaryPrimitives.WriteUInt16BigEndian(at[2..], (ushort)(DnsFlags.RecursionDesired | (question.CheckingDisabled ? DnsFlags.CheckingDisabled : 0)));
        at[5] = 1;
        at[11] = 1;
        question.Name.Span.CopyTo(at[DnsLimits.Header..]);
        at = at[(DnsLimits.Header + question.Name.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(at, question.Type);
        BinaryPrimitives.WriteUInt16BigEndian(at[2..], DnsLimits.ClassInternet);
        BinaryPrimitives.WriteUInt16BigEndian(at[5..], DnsType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(at[7..], DnsLimits.Udp);
        at[11] = question.WantsDnssec ? (byte)0x80 : (byte)0;
        return query;
    }

    private void MakeRoom()
    {
        if (_cache.Count < options.CacheEntries)
        {
            return;
        }

        foreach ((UpstreamQuestion question, UpstreamAnswer answer) in _cache)
        {
            if (!answer.IsFresh(time))
            {
                _cache.TryRemove(question, out _);
            }
        }

        // All still fresh: any tenth has to go, whichever the table gives first.
        foreach (UpstreamQuestion question in _cache.Keys.Take(_cache.Count < options.CacheEntries ? 0 : Math.Max(1, options.CacheEntries / 10)))
        {
            _cache.TryRemove(question, out _);
        }
    }
}

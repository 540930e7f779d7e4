namespace Tiphys.Network.Dns;

/// <summary>Turns queries into answers, whatever they came over.</summary>
internal sealed class DnsResponder(IDnsRecords records, DnsServerOptions options, TimeProvider time)
{
    private const int MustForward = -1;
    private readonly ClusterZone _zone = new(records, options, time);
    private readonly UpstreamResolver _upstream = new(options, time);

    /// <summary>
    /// Answers at once if no upstream server has to be asked.
    /// </summary>
    /// <returns>Length of the answer; 0 for none at all; -1 when <see cref="ForwardAsync"/> must be called.</returns>
    internal int TryAnswer(ReadOnlySpan<byte> message, Span<byte> response, bool tcp)
    {
        Span<byte> name = stackalloc byte[DnsLimits.Name];
        if (DnsQuery.Parse(message, name, out DnsQuery query) is not { } code)
        {
            return 0;
        }

        if (code != DnsCode.NoError || query.Class is not (DnsLimits.ClassInternet or 255))
        {
            return Refuse(query, code == DnsCode.NoError ? DnsCode.Refused : code, response);
        }

        response = Limit(query.UdpSize, response, tcp);
        scoped DnsWriter writer = new(Body(query.HasEdns, response));
        writer.Begin(query);
        ZoneAnswer zone = _zone.Answer(query, ref writer);
        if (zone is { Ours: true, OutsideTarget: null })
        {
            return Finish(query, ref writer, zone.Code, response);
        }

        UpstreamQuestion question = QuestionOf(query, zone.OutsideTarget ?? name[..query.Name.Length].ToArray());
        return _upstream.FindCached(question) is { } cached ? Combine(query, zone, cached, response) : MustForward;
    }

    /// <summary>Answers with the help of upstream servers.</summary>
    internal async Task<int> ForwardAsync(ReadOnlyMemory<byte> message, Memory<byte> response, bool tcp, CancellationToken lifetime)
    {
        UpstreamQuestion question = QuestionOf(message.Span);
        UpstreamAnswer? answer = await _upstream.AskAsync(question, lifetime);
        return AnswerWith(message.Span, response.Span, tcp, answer);
    }

    /// <summary>Answers that the server cannot answer.</summary>
    internal static int Fail(ReadOnlySpan<byte> message, Span<byte> response)
    {
        Span<byte> name = stackalloc byte[DnsLimits.Name];
        return DnsQuery.Parse(message, name, out DnsQuery query) is null ? 0 : Refuse(query, DnsCode.ServerFailure, response);
    }

    private UpstreamQuestion QuestionOf(ReadOnlySpan<byte> message)
    {
        Span<byte> name = stackalloc byte[DnsLimits.Name];
        DnsQuery.Parse(message, name, out DnsQuery query);
        Span<byte> scratch = stackalloc byte[DnsLimits.Udp];
        scoped DnsWriter writer = new(scratch);
        writer.Begin(query);
        return QuestionOf(query, _zone.Answer(query, ref writer).OutsideTarget ?? query.Name.ToArray());
    }

    private int AnswerWith(ReadOnlySpan<byte> message, Span<byte> response, bool tcp, UpstreamAnswer? answer)
    {
        Span<byte> name = stackalloc byte[DnsLimits.Name];
        DnsQuery.Parse(message, name, out DnsQuery query);
        response = Limit(query.UdpSize, response, tcp);
        if (answer is null)
        {
            return Refuse(query, DnsCode.ServerFailure, response);
        }

        Span<byte> scratch = stackalloc byte[DnsLimits.Udp];
        scoped DnsWriter writer = new(scratch);
        writer.Begin(query);
        return Combine(query, _zone.Answer(query, ref writer), answer, response);
    }

    private int Combine(scoped in DnsQuery query, ZoneAnswer zone, UpstreamAnswer answer, Span<byte> response)
    {
        if (zone.OutsideTarget is null)
        {
            int length = answer.CopyTo(query, response, time);
            return length > 0 ? length : Truncated(query, response);
        }

        scoped DnsWriter writer = new(Body(query.HasEdns, response));
        writer.Begin(query);
        _zone.Answer(query, ref writer);
        answer.AppendTo(ref writer, time);
        return Finish(query, ref writer, answer.Code, response);
    }

    private static UpstreamQuestion QuestionOf(scoped in DnsQuery query, byte[] name) =>
        new(name, query.Type, query.WantsDnssec, (query.Flags & DnsFlags.CheckingDisabled) != 0);

    private static int Finish(scoped in DnsQuery query, ref DnsWriter writer, DnsCode code, Span<byte> response) =>
        writer.Overflow ? Truncated(query, response) : writer.Finish(query, code, DnsFlags.Authoritative | DnsFlags.RecursionAvailable, response);

    private static int Truncated(scoped in DnsQuery query, Span<byte> response)
    {
        scoped DnsWriter writer = new(response);
        writer.Begin(query);
        return writer.Finish(query, DnsCode.NoError, DnsFlags.Truncated | DnsFlags.RecursionAvailable, response);
    }

    private static int Refuse(scoped in DnsQuery query, DnsCode code, Span<byte> response)
    {
        scoped DnsWriter writer = new(response);
        writer.Begin(query);
        return writer.Finish(query, code, DnsFlags.RecursionAvailable, response);
    }

    private static Span<byte> Limit(int udpSize, Span<byte> response, bool tcp) =>
        tcp ? response : response[..Math.Min(response.Length, Math.Min(udpSize, DnsLimits.Udp))];

    private static Span<byte> Body(bool edns, Span<byte> response) => edns ? response[..^11] : response;
}

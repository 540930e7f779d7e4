using System.Net;
using CsCheck;
using Tiphys.Network.Dns;
using Tiphys.Network.Tests.Support;

namespace Tiphys.Network.Tests.Dns;

public sealed class DnsParserTests
{
    private static readonly string[] Names =
    [
        "kubernetes.default.svc.cluster.local", "db.default.svc.cluster.local", "_peer._tcp.db.default.svc.cluster.local", "example.com",
        "elsewhere.default.svc.cluster.local", "5.0.244.10.in-addr.arpa", "1-2-3-4.default.pod.cluster.local", "",
    ];

    private readonly DnsResponder _responder = new(DnsFixture.Records(), DnsFixture.Options, TimeProvider.System);

    [Fact]
    public void Random_bytes_never_break_the_server() => Gen.Byte.Array[0, 600].Sample(bytes => CheckAnswer(bytes), iter: 20_000);

    [Fact]
    public void Mutated_queries_never_break_the_server() =>
        Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[0, 300], Gen.Bool, Gen.Select(Gen.Int[0, 99], Gen.Byte).Array[0, 6], Gen.Int[0, 100])
            .Sample((name, type, edns, mutations, cut) =>
            {
                byte[] query = DnsClient.Query(Names[name], type, edns ? 1232 : null);
                foreach ((int at, byte value) in mutations)
                {
                    query[at % query.Length] = value;
                }

                CheckAnswer(query[..(query.Length - (cut % 20 == 0 ? cut % query.Length : 0))]);
            }, iter: 20_000);

    [Fact]
    public void Random_and_mutated_upstream_answers_are_accepted_whole_or_not_at_all()
    {
        var question = new UpstreamQuestion(DnsName.ToWire("example.com"), DnsClient.A, false, false);
        byte[] good = FakeUpstream.Answer(DnsClient.Query("example.com", DnsClient.A, 1232, id: 7), (_, _) => [(IPAddress.Parse("192.0.2.1"), 60u)]);
        Assert.NotNull(UpstreamAnswer.TryParse(good, 7, question, TimeSpan.FromSeconds(30), 0));
        Gen.Select(Gen.Int[0, 99], Gen.Byte).Array[0, 5].Sample(mutations =>
        {
            byte[] message = [.. good];
            foreach ((int at, byte value) in mutations)
            {
                message[at % message.Length] = value;
            }

            Use(UpstreamAnswer.TryParse(message, 7, question, TimeSpan.FromSeconds(30), 0));
        }, iter: 20_000);
        Gen.Byte.Array[0, 300].Sample(bytes => Use(UpstreamAnswer.TryParse(bytes, 7, question, TimeSpan.FromSeconds(30), 0)), iter: 20_000);
    }

    [Fact]
    public void Names_survive_writing_and_reading() =>
        Gen.Select(Gen.Byte[1, 63], Gen.Byte).Array[0, 6].Sample(labels =>
        {
            var wire = new List<byte>();
            foreach ((byte length, byte fill) in labels.Where(l => l.Item1 <= 40))
            {
                wire.Add(length);
                wire.AddRange(Enumerable.Repeat(DnsName.ToLower(fill), length));
            }

            wire.Add(0);
            if (wire.Count > 255)
            {
                return;
            }

            byte[] buffer = new byte[255];
            int at = 0;
            Assert.True(DnsName.TryRead(wire.ToArray(), ref at, buffer, out int read));
            Assert.Equal(wire.Count, at);
            Assert.Equal(wire, buffer[..read]);
        });

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x00 })]
    [InlineData(new byte[] { 1, (byte)'a', 0xC0, 0x00 })]
    [InlineData(new byte[] { 0xC0, 0x02, 0xC0, 0x00 })]
    [InlineData(new byte[] { 0x80, 0x00 })]
    [InlineData(new byte[] { 5, (byte)'a' })]
    [InlineData(new byte[] { })]
    public void Broken_names_are_refused(byte[] message)
    {
        int at = 0;
        Assert.False(DnsName.TryRead(message, ref at, new byte[255], out _));
    }

    [Fact]
    public void Answers_get_no_answer_and_other_opcodes_are_not_implemented()
    {
        byte[] query = DnsClient.Query("kubernetes.default.svc.cluster.local", DnsClient.A);
        byte[] response = new byte[1232];
        query[2] |= 0x80;
        Assert.Equal(0, _responder.TryAnswer(query, response, tcp: false));
        query[2] = 0x28;
        Assert.Equal(12, _responder.TryAnswer(query, response, tcp: false));
        Assert.Equal(4, response[3] & 15);
    }

    [Fact]
    public void Unknown_edns_version_is_answered_with_badvers()
    {
        byte[] query = DnsClient.Query("kubernetes.default.svc.cluster.local", DnsClient.A, 1232);
        query[^5] = 1;
        byte[] response = new byte[1232];
        int length = _responder.TryAnswer(query, response, tcp: false);
        Assert.Equal(1, response[length - 6]);
        Assert.Equal(0, response[3] & 15);
    }

    private static void Use(UpstreamAnswer? answer)
    {
        if (answer is null)
        {
            return;
        }

        byte[] message = DnsClient.Query("example.com", DnsClient.A, 1232);
        DnsQuery.Parse(message, new byte[255], out DnsQuery query);
        answer.CopyTo(query, new byte[1232], TimeProvider.System);
        var writer = new DnsWriter(new byte[1232]);
        writer.Begin(query);
        answer.AppendTo(ref writer, TimeProvider.System);
    }

    private void CheckAnswer(byte[] query)
    {
        byte[] response = new byte[1232];
        int length = _responder.TryAnswer(query, response, tcp: false);
        Assert.InRange(length, -1, 1232);
        if (length > 0 && response[5] == 1)
        {
            DnsClient.Decode(response[..length]);
        }

        DnsResponder.Fail(query, response);
    }
}

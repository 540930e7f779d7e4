using System.IO.Compression;
using System.Text;
using CsCheck;
using Tiphys.Kubelet.Streaming;
using Tiphys.Kubelet.Streaming.Spdy;

namespace Tiphys.Kubelet.Tests.Streaming;

public sealed class InflaterTests
{
    private static readonly Gen<byte[]> Compressible =
        Gen.Select(Gen.Byte.Array[1, 8], Gen.Int[1, 200], static (word, count) => Enumerable.Repeat(word, count).SelectMany(static each => each).ToArray());

    [Fact]
    public void The_dictionary_is_the_one_that_its_name_says()
    {
        uint a = 1, b = 0;
        foreach (var value in SpdyDictionary.Text.Span)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        Assert.Equal(1423, SpdyDictionary.Text.Length);
        Assert.Equal(SpdyDictionary.Id, (b << 16) | a);
    }

    [Fact]
    public void Flushed_pieces_come_out_as_they_went_in() =>
        Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 2000], Compressible).List[1, 5], Gen.OneOf(CompressionLevel.Optimal, CompressionLevel.Fastest, CompressionLevel.NoCompression))
            .Sample(static (pieces, level) =>
            {
                var packed = new MemoryStream();
                using var deflate = new DeflateStream(packed, level, leaveOpen: true);
                var inflater = new Inflater([]);
                foreach (var piece in pieces)
                {
                    packed.SetLength(0);
                    deflate.Write(piece);
                    deflate.Flush();
                    Assert.Equal(piece, inflater.Inflate(packed.ToArray(), 1 << 20).ToArray());
                }
            });

    [Fact]
    public void A_match_may_reach_into_the_dictionary()
    {
        // Fixed code: length 5, distance 5, end of block.
        var inflater = new Inflater("hello"u8);
        Assert.Equal("hello", Encoding.ASCII.GetString(inflater.Inflate(Bits("1", "10", "0000011", "00100", "0", "0000000"), 100).Span));
    }

    [Fact]
    public void Arbitrary_bytes_are_refused_or_read_but_never_more_than_the_limit() => Gen.Byte.Array[0, 300].Sample(static bytes =>
    {
        var inflater = new Inflater(SpdyDictionary.Text.Span);
        try
        {
            Assert.InRange(inflater.Inflate(bytes, 1000).Length, 0, 1000);
        }
        catch (StreamProtocolException)
        {
            // Most are.
        }
    });

    [Fact]
    public void A_bomb_goes_off_at_the_limit()
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(new byte[10 << 20]);
        }

        Assert.Throws<StreamProtocolException>(() => new Inflater([]).Inflate(packed.ToArray(), 64 * 1024));
    }

    // Bits in the order of the stream.
    private static byte[] Bits(params string[] groups)
    {
        var bits = string.Concat(groups);
        var bytes = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++)
        {
            bytes[i / 8] |= (byte)((bits[i] - '0') << (i % 8));
        }

        return bytes;
    }
}

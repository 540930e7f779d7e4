using System.IO.Compression;
using System.Text.Json.Nodes;
using Tiphys.Api.Protobuf;

namespace Tiphys.Api.Tests.Codecs;

/// <summary>One object, written by upstream in both formats.</summary>
internal sealed record TestVector(KindCodec Codec, byte[] Json, byte[] Message);

/// <summary>Upstream's round-trip vectors, kept in one archive.</summary>
internal static class TestVectors
{
    private static readonly Lazy<Dictionary<string, byte[]>> Files = new(ReadArchive);

    public static IReadOnlyList<string> Names =>
        [.. Files.Value.Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Select(name => name[..^5]).Order(StringComparer.Ordinal)];

    public static TestVector Read(string name)
    {
        var json = Files.Value[name + ".json"];
        var root = JsonNode.Parse(json)!;
        var kind = GroupVersionKind.Of((string)root["apiVersion"]!, (string)root["kind"]!);
        var codec = ApiCatalog.FindCodec(kind) ?? throw new InvalidOperationException($"no codec for {kind}");
        return new TestVector(codec, json, Unwrap(Files.Value[name + ".pb"]));
    }

    public static void AssertSameJson(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        var (left, right) = (JsonNode.Parse(expected), JsonNode.Parse(actual));
        if (!JsonNode.DeepEquals(left, right))
        {
            Assert.Equal(left!.ToJsonString(), right!.ToJsonString());
        }
    }

    /// <summary>Takes the message out of the envelope: four magic bytes, then type, raw message, encodings.</summary>
    private static byte[] Unwrap(byte[] envelope)
    {
        Assert.Equal("6b387300", Convert.ToHexStringLower(envelope.AsSpan(0, 4)));
        var reader = new ProtobufReader(envelope.AsSpan(4));
        while (reader.ReadTag(out var number))
        {
            if (number == 2)
            {
                return reader.ReadSpan().ToArray();
            }

            reader.Skip();
        }

        throw new InvalidOperationException("no message in the envelope");
    }

    private static Dictionary<string, byte[]> ReadArchive()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "vectors.zip"));
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using var buffer = new MemoryStream();
            content.CopyTo(buffer);
            files[entry.Name] = buffer.ToArray();
        }

        return files;
    }
}

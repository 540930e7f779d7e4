using System.Text;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.Fuzz.Tests.Targets;

/// <summary>Recorded bodies as protobuf.</summary>
internal static class Protobufs
{
    private const int Most = 300;

    private static readonly IReadOnlyList<(RecordedRequest Request, KindCodec Codec, object Value)> Values = [.. Decode().Take(Most)];

    /// <summary>Pods alone.</summary>
    public static IReadOnlyList<byte[]> Pods { get; } = [.. Values.Where(value => value.Codec.Kind.Kind == "Pod").Select(value => Write(value.Value))];

    /// <summary>Any kind in its envelope.</summary>
    public static IReadOnlyList<byte[]> Envelopes { get; } = [.. Values.Select(Wrap)];

    /// <summary>Whole requests with them.</summary>
    public static IReadOnlyList<byte[]> Requests { get; } = [.. Values.Select(value => (byte[])
    [
        .. Encoding.UTF8.GetBytes($"{value.Request.Method}\n{value.Request.Path}\n{MediaFormat.Protobuf}\n{MediaFormat.Protobuf}\n"), .. Wrap(value),
    ])];

    private static IEnumerable<(RecordedRequest, KindCodec, object)> Decode()
    {
        foreach (var request in Recordings.All.Where(request => request.Method is "POST" or "PUT" && request.Body.StartsWith('{')))
        {
            if (TryDecode(request.Body) is var (codec, value))
            {
                yield return (request, codec, value);
            }
        }
    }

    private static (KindCodec Codec, object Value)? TryDecode(string body)
    {
        var json = Encoding.UTF8.GetBytes(body);
        var (apiVersion, kind) = JsonKind.Read(json);
        if (kind.Length == 0 || ApiCatalog.FindCodec(GroupVersionKind.Of(apiVersion, kind)) is not { } codec)
        {
            return null;
        }

        try
        {
            return (codec, codec.ReadJson(json, new JsonReadContext(false)));
        }
        catch (JsonDecodeException)
        {
            return null; // some recordings are wrong on purpose
        }
    }

    private static byte[] Write(object value)
    {
        using var writer = new ProtobufWriter();
        ((IKubernetesObject)value).WriteProtobuf(writer);
        return writer.ToArray();
    }

    private static byte[] Wrap((RecordedRequest Request, KindCodec Codec, object Value) value)
    {
        using var writer = new ProtobufWriter();
        ProtobufEnvelope.Write(writer, value.Codec.Kind, ((IKubernetesObject)value.Value).WriteProtobuf);
        return writer.ToArray();
    }
}

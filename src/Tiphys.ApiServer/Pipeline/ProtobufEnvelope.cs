using Tiphys.Api.Protobuf;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>The envelope of root objects in protobuf: the magic bytes and the message <c>runtime.Unknown</c>, which names the kind.</summary>
internal static class ProtobufEnvelope
{
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Whether bytes begin as an envelope does.</summary>
    public static bool HasPrefix(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

    /// <summary>What comes behind the message: an empty encoding and an empty media type.</summary>
    public static ReadOnlySpan<byte> Tail => [(3 << 3) | 2, 0, (4 << 3) | 2, 0];

    /// <summary>Reads the kind and where the message lies.</summary>
    /// <exception cref="ProtobufException">The bytes are no envelope.</exception>
    public static GroupVersionKind Open(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> message)
    {
        if (!HasPrefix(body))
        {
            throw new ProtobufException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        message = default;
        var apiVersion = "";
        var kind = "";
        var reader = new ProtobufReader(body[Magic.Length..]);
        while (reader.ReadTag(out var number))
        {
            switch (number)
            {
                case 1:
                    var type = reader.ReadMessage();
                    ReadType(ref type, ref apiVersion, ref kind);
                    break;
                case 2:
                    message = reader.ReadSpan();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return GroupVersionKind.Of(apiVersion, kind);
    }

    /// <summary>Writes an envelope around what <paramref name="write"/> writes. The writer goes backwards.</summary>
    public static void Write(ProtobufWriter writer, GroupVersionKind kind, Action<ProtobufWriter> write)
    {
        writer.Raw(Tail);
        var before = writer.Length;
        write(writer);
        WriteHead(writer, kind, writer.Length - before);
    }

    /// <summary>Writes what comes before a message of the given length.</summary>
    public static void WriteHead(ProtobufWriter writer, GroupVersionKind kind, int messageLength)
    {
        writer.Header(2, messageLength);
        var before = writer.Length;
        writer.String(2, kind.Kind);
        writer.String(1, kind.ApiVersion);
        writer.Header(1, writer.Length - before);
        writer.Raw(Magic);
    }

    private static void ReadType(ref ProtobufReader reader, ref string apiVersion, ref string kind)
    {
        while (reader.ReadTag(out var number))
        {
            switch (number)
            {
                case 1:
                    apiVersion = reader.ReadString();
                    break;
                case 2:
                    kind = reader.ReadString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}

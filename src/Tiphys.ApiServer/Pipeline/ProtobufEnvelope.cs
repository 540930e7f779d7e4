using Tiphys.Api.Protobuf;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>The envelope of root objects in protobuf: the magic bytes and the message <c>runtime.Unknown</c>, which names the kind.</summary>
internal static class ProtobufEnvelope
{
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Whether bytes begin as an envelope does.</summary>
    public static bool HasPrefix(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

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
        writer.String(4, "");
        writer.String(3, "");
        var before = writer.Length;
        write(writer);
        writer.Header(2, writer.Length - before);
        before = writer.Length;
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

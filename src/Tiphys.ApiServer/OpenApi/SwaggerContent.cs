using System.Security.Cryptography;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>The OpenAPI v2 document as JSON and as protobuf. Each form is made when it is first asked for and kept compressed.</summary>
internal sealed class SwaggerContent
{
    private readonly Lazy<(CompressedContent Content, string Tag)> _json;
    private readonly Lazy<CompressedContent> _protobuf;

    /// <summary>The document of these resources.</summary>
    public SwaggerContent(IReadOnlyList<ResourceInfo> resources)
    {
        _json = new(() => MakeJson(resources));
        _protobuf = new(MakeProtobuf);
    }

    /// <summary>The document as JSON.</summary>
    public CompressedContent Json => _json.Value.Content;

    /// <summary>The document as a message <c>openapi.v2.Document</c>.</summary>
    public CompressedContent Protobuf => _protobuf.Value;

    /// <summary>Entity tag of the document, with its quotes: both forms have that of the JSON.</summary>
    public string Tag => _json.Value.Tag;

    private static (CompressedContent Content, string Tag) MakeJson(IReadOnlyList<ResourceInfo> resources)
    {
        using var writer = new JsonWriter(1 << 22);
        new SwaggerDocument(resources).Write(writer);
        return (new(writer.WrittenSpan), $"\"{Convert.ToHexString(SHA512.HashData(writer.WrittenSpan))}\"");
    }

    private CompressedContent MakeProtobuf()
    {
        using var json = new MemoryStream();
        using (var content = Json.Open())
        {
            content.CopyTo(json);
        }

        using var writer = new ProtobufWriter(1 << 22);
        SwaggerProtobuf.Write(writer, json.GetBuffer().AsMemory(0, (int)json.Length));
        return new(writer.WrittenSpan);
    }
}

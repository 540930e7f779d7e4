using Microsoft.AspNetCore.Http;
using Tiphys.Api.Json;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Other ways to write what JSON says: indented, and YAML.</summary>
internal static class JsonForms
{
    /// <summary>True when a client wants compact JSON, which can be sent as it is written.</summary>
    public static bool IsPlain(HttpRequest request, string media) => media != MediaFormat.Yaml && !PrettyJson.IsWanted(request);

    /// <summary>What was written, in the form that the client wants.</summary>
    public static ReadOnlyMemory<byte> Convert(HttpRequest request, string media, JsonWriter written) =>
        media == MediaFormat.Yaml ? YamlWriter.Convert(written.WrittenMemory)
        : PrettyJson.IsWanted(request) ? PrettyJson.Indent(written.WrittenSpan)
        : written.WrittenMemory;
}

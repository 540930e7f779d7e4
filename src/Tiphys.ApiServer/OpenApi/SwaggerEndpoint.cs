using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>Answers <c>/openapi/v2</c> in the form that the client takes.</summary>
internal sealed class SwaggerEndpoint(ApiServerCore server)
{
    /// <summary>Path of the document.</summary>
    public const string Path = "/openapi/v2";

    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    // An at sign may not stand in a media type, but clients before 1.28 ask so.
    private const string OldProtobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private readonly SwaggerContent _content = new(server.Registry.All);

    // Headers know whole seconds only.
    private readonly DateTimeOffset _lastModified = DateTimeOffset.FromUnixTimeSeconds(server.Clock.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>Answers a call: 406 when the client takes no form that there is, 304 when it has the document already.</summary>
    public async Task HandleAsync(ApiCall call)
    {
        var (request, response) = (call.Http.Request, call.Http.Response);
        response.Headers.Vary = "Accept-Encoding, Accept";
        if (Choose(request.Headers.Accept.ToString()) is not { } media)
        {
            response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }

        response.Headers.ETag = _content.Tag;
        response.Headers.LastModified = HeaderUtilities.FormatDate(_lastModified);
        if (IsKnown(request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = media;
        await (media == Protobuf ? _content.Protobuf : _content.Json).SendAsync(call);
    }

    /// <summary>The media type to answer with; null when none is acceptable.</summary>
    internal static string? Choose(string accept) => (accept.Length == 0 ? "*/*" : accept)
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(clause => clause.Split(';', StringSplitOptions.TrimEntries))
        .OrderByDescending(parts => Quality(parts))
        .ThenBy(parts => parts[0].Count(character => character == '*'))
        .Select(parts => parts[0] switch
        {
            MediaFormat.Json or "*/*" or "application/*" or "*/json" => MediaFormat.Json,
            Protobuf or OldProtobuf => Protobuf,
            _ => null,
        })
        .FirstOrDefault(media => media is not null);

    private static double Quality(string[] parts) =>
        parts.FirstOrDefault(part => part.StartsWith("q=", StringComparison.Ordinal)) is { } quality
            && double.TryParse(quality.AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 1;

    // The tag decides when the client names one, else the time.
    private bool IsKnown(HttpRequest request)
    {
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            return request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == "*" || tag.Tag == _content.Tag);
        }

        return request.GetTypedHeaders().IfModifiedSince is { } since && _lastModified <= since;
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Pipeline;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.OpenApi;

/// <summary><c>/openapi/v2</c>, <c>/openapi/v3</c> and the documents below it. A document is written when it is first asked for and kept compressed.</summary>
public sealed class OpenApiEndpoint(ApiServerCore server) : IEndpoint
{
    private const string Root = "/openapi/v3";

    // Documents change with the program only.
    private static readonly string Tag = $"{typeof(OpenApiEndpoint).Module.ModuleVersionId:N}{typeof(ApiCatalog).Module.ModuleVersionId:N}".ToUpperInvariant();

    private readonly ILookup<string, ResourceInfo> _versions =
        server.Registry.All.ToLookup(resource => resource.Definition.Resource.BasePath.TrimStart('/'), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, CompressedContent> _documents = new(StringComparer.Ordinal);
    private readonly SwaggerEndpoint _swagger = new(server);

    /// <inheritdoc/>
    public bool Matches(RequestInfo request) =>
        request.Path is Root or SwaggerEndpoint.Path
        || request.Path.StartsWith(Root + "/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task HandleAsync(ApiCall call)
    {
        var (request, response) = (call.Http.Request, call.Http.Response);
        if (!HttpMethods.IsGet(request.Method))
        {
            throw StatusErrors.Of(405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", null);
        }

        response.Headers.CacheControl = "no-cache, private";
        if (call.Request.Path == SwaggerEndpoint.Path)
        {
            await _swagger.HandleAsync(call);
            return;
        }

        if (call.Request.Path == Root)
        {
            await new ResponseWriter(server, call.Http).WriteJsonAsync(200, "text/plain; charset=utf-8", WriteIndex);
            return;
        }

        var version = call.Request.Path[(Root.Length + 1)..];
        if (!_versions.Contains(version))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (RequestInfoParser.First(request.Query, "hash") is { Length: > 0 } hash)
        {
            if (hash != Tag)
            {
                response.ContentType = MediaFormat.Json;
                response.Headers.Location = AddressOf(version);
                response.StatusCode = StatusCodes.Status301MovedPermanently;
                return;
            }

            // A document named by its hash never changes.
            response.Headers.CacheControl = "public, immutable";
            response.Headers.Expires = server.Clock.GetUtcNow().AddYears(1).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        }

        response.Headers.ETag = $"\"{Tag}\"";
        response.Headers.Vary = "Accept";
        if (request.Headers.IfNoneMatch.ToString() == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = MediaFormat.Json;
        await _documents.GetOrAdd(version, MakeDocument).SendAsync(call);
    }

    /// <summary>The document of a group and version.</summary>
    internal void WriteDocument(JsonWriter writer, string version) => new OpenApiDocument([.. _versions[version]]).Write(writer);

    private static string AddressOf(string version) => $"{Root}/{version}?hash={Tag}";

    private CompressedContent MakeDocument(string version)
    {
        using var writer = new JsonWriter(1 << 20);
        WriteDocument(writer, version);
        return new(writer.WrittenSpan);
    }

    private void WriteIndex(JsonWriter writer)
    {
        writer.StartObject();
        writer.NameOf("paths");
        writer.StartObject();
        foreach (var version in _versions.Select(group => group.Key).Order(StringComparer.Ordinal))
        {
            writer.NameOf(version);
            writer.StartObject();
            writer.NameOf("serverRelativeURL");
            writer.String(AddressOf(version));
            writer.EndObject();
        }

        writer.EndObject();
        writer.EndObject();
    }
}

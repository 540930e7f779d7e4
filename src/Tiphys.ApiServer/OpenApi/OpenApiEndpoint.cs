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
        || (request.Path.StartsWith(Root + "/", StringComparison.Ordinal) && _versions.Contains(request.Path[(Root.Length + 1)..]));

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
            await new ResponseWriter(server, call.Http).WriteJsonAsync(200, MediaFormat.Json, WriteIndex);
            return;
        }

        response.Headers.ETag = $"\"{Tag}\"";
        response.Headers.Vary = "Accept-Encoding, Accept";
        if (request.Headers.IfNoneMatch.ToString() == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = MediaFormat.Json;
        await _documents.GetOrAdd(call.Request.Path[(Root.Length + 1)..], MakeDocument).SendAsync(call);
    }

    /// <summary>The document of a group and version.</summary>
    internal void WriteDocument(JsonWriter writer, string version) => new OpenApiDocument([.. _versions[version]]).Write(writer);

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
            writer.String($"{Root}/{version}?hash={Tag}");
            writer.EndObject();
        }

        writer.EndObject();
        writer.EndObject();
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tiphys.Containers.Images;

namespace Tiphys.Containers.Registry.Server;

/// <summary>Authenticates requests and leads them to what they ask for.</summary>
internal sealed class RegistryHandler : IAsyncDisposable
{
    private readonly RegistryServerOptions _options;
    private readonly string _domain;
    private readonly ManifestEndpoint _manifests;
    private readonly BlobEndpoint _blobs;
    private readonly UploadEndpoint _uploads;
    private readonly ListEndpoint _lists;

    public RegistryHandler(ImageStore store, RegistryServerOptions options, string domain)
    {
        (_options, _domain) = (options, domain);
        _manifests = new ManifestEndpoint(store);
        _blobs = new BlobEndpoint(store);
        _uploads = new UploadEndpoint(store, options.UploadLifetime);
        _lists = new ListEndpoint(store);
    }

    public ValueTask DisposeAsync() => _uploads.DisposeAsync();

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers["Docker-Distribution-API-Version"] = "registry/2.0";
        try
        {
            Authenticate(context);
            await RouteAsync(context);
        }
        catch (RegistryProblem problem) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, problem.Status, new ErrorAnswer([new ErrorItem(problem.Code, problem.Message)]), RegistryJsonContext.Default.ErrorAnswer);
        }
        catch (ImageException e) when (!context.Response.HasStarted && e.Reason == ImageErrorReason.NotFound)
        {
            await WriteAsync(context, 404, new ErrorAnswer([new ErrorItem("BLOB_UNKNOWN", e.Message)]), RegistryJsonContext.Default.ErrorAnswer);
        }
    }

    /// <summary>Writes a JSON answer.</summary>
    public static async Task WriteAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type, string mediaType = "application/json")
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var request = RegistryRequest.Parse(context.Request.Path) ?? throw new RegistryProblem(404, "UNSUPPORTED", "no such path");
        var mirrored = context.Request.Query["ns"].ToString();
        var domain = mirrored.Length > 0 ? mirrored : _domain;
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isRead && (_options.ReadOnly || mirrored.Length > 0))
        {
            throw RegistryProblem.Unsupported();
        }

        if (request.Resource is RegistryResource.Base)
        {
            return Task.CompletedTask;
        }

        if (request.Resource is RegistryResource.Catalog)
        {
            return isRead ? _lists.WriteCatalogAsync(context, domain) : throw RegistryProblem.Unsupported();
        }

        if (!ImageReference.TryParse($"{domain}/{request.Repository}", out var repository) || repository.Tag != "latest" || repository.Digest is not null)
        {
            throw RegistryProblem.NameInvalid(request.Repository);
        }

        return request.Resource switch
        {
            RegistryResource.Tags when isRead => _lists.WriteTagsAsync(context, repository),
            RegistryResource.Referrers when isRead => _lists.WriteReferrersAsync(context, repository, request.Reference),
            RegistryResource.Manifest => _manifests.HandleAsync(context, repository, request.Reference),
            RegistryResource.Blob => _blobs.HandleAsync(context, request.Reference),
            RegistryResource.UploadStart or RegistryResource.Upload => _uploads.HandleAsync(context, request),
            _ => throw RegistryProblem.Unsupported(),
        };
    }

    private void Authenticate(HttpContext context)
    {
        if (_options.Authenticate is not { } authenticate)
        {
            return;
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && TryDecode(header["Basic ".Length..], out var user, out var password)
            && authenticate(user, password))
        {
            return;
        }

        context.Response.Headers.WWWAuthenticate = "Basic realm=\"tiphys registry\"";
        throw new RegistryProblem(401, "UNAUTHORIZED", "authentication required");
    }

    private static bool TryDecode(string text, out string user, out string password)
    {
        (user, password) = ("", "");
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var length))
        {
            return false;
        }

        var decoded = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = decoded.IndexOf(':');
        if (colon < 0)
        {
            return false;
        }

        (user, password) = (decoded[..colon], decoded[(colon + 1)..]);
        return true;
    }
}

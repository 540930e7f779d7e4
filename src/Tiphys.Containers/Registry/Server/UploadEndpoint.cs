using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Registry.Server;

/// <summary>
/// <c>/v2/NAME/blobs/uploads/[ID]</c>: in one request, in two, in chunks, or by mounting what is there already.
/// </summary>
internal sealed class UploadEndpoint(ImageStore store, TimeSpan lifetime) : IAsyncDisposable
{
    // An open upload holds an open file.
    private const int MaxUploads = 1000;

    private readonly ConcurrentDictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _uploads.Keys)
        {
            await DropAsync(id);
        }
    }

    public Task HandleAsync(HttpContext context, RegistryRequest request) => (request.Resource, context.Request.Method) switch
    {
        (RegistryResource.UploadStart, "POST") => StartAsync(context, request),
        (RegistryResource.Upload, "PATCH") => UseAsync(context, request, AppendAsync),
        (RegistryResource.Upload, "PUT") => UseAsync(context, request, FinishAsync),
        (RegistryResource.Upload, "GET" or "HEAD") => UseAsync(context, request, StatusAsync),
        (RegistryResource.Upload, "DELETE") => CancelAsync(context, request),
        _ => throw RegistryProblem.Unsupported(),
    };

    private async Task StartAsync(HttpContext context, RegistryRequest request)
    {
        var query = context.Request.Query;
        if (query.TryGetValue("mount", out var mount) && Digest.TryParse(mount.ToString(), out var mounted) && store.Blobs.Contains(mounted))
        {
            store.Hold(mounted, lifetime);
            Created(context, request.Repository, mounted);
            return;
        }

        await DropExpiredAsync();
        if (_uploads.Count >= MaxUploads)
        {
            throw new RegistryProblem(429, "TOOMANYREQUESTS", "too many unfinished uploads");
        }

        var id = Guid.NewGuid().ToString("N");
        _uploads[id] = new Upload(request.Repository, store.Blobs.CreateWriter()) { UsedAt = store.TimeProvider.GetUtcNow() };
        if (query.ContainsKey("digest"))
        {
            await UseAsync(context, request with { Reference = id }, FinishAsync);
            return;
        }

        Accepted(context, request with { Reference = id }, 0);
    }

    private async Task AppendAsync(HttpContext context, RegistryRequest request, Upload upload)
    {
        await ReceiveAsync(context, upload);
        Accepted(context, request, upload.Writer.Position);
    }

    private async Task FinishAsync(HttpContext context, RegistryRequest request, Upload upload)
    {
        var digest = BlobEndpoint.ParseDigest(context.Request.Query["digest"].ToString());
        await ReceiveAsync(context, upload);
        await using (await store.EnterAsync(context.RequestAborted))
        {
            try
            {
                upload.Writer.Commit(digest, null);
            }
            catch (ImageException e)
            {
                await DropAsync(request.Reference);
                throw RegistryProblem.DigestInvalid(e.Message);
            }

            store.Hold(digest, lifetime);
        }

        await DropAsync(request.Reference);
        Created(context, request.Repository, digest);
    }

    private static Task StatusAsync(HttpContext context, RegistryRequest request, Upload upload)
    {
        Accepted(context, request, upload.Writer.Position);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task CancelAsync(HttpContext context, RegistryRequest request)
    {
        if (!_uploads.ContainsKey(request.Reference))
        {
            throw RegistryProblem.UploadUnknown(request.Reference);
        }

        await DropAsync(request.Reference);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // Requests to one upload come one after the other; a second at the same time would mix the content up.
    private async Task UseAsync(HttpContext context, RegistryRequest request, Func<HttpContext, RegistryRequest, Upload, Task> action)
    {
        if (!_uploads.TryGetValue(request.Reference, out var upload) || upload.Repository != request.Repository)
        {
            throw RegistryProblem.UploadUnknown(request.Reference);
        }

        if (!await upload.InUse.WaitAsync(0))
        {
            throw new RegistryProblem(409, "BLOB_UPLOAD_INVALID", "another request to this upload is running");
        }

        try
        {
            upload.UsedAt = store.TimeProvider.GetUtcNow();
            await action(context, request, upload);
            upload.UsedAt = store.TimeProvider.GetUtcNow();
        }
        finally
        {
            upload.InUse.Release();
        }
    }

    private static async Task ReceiveAsync(HttpContext context, Upload upload)
    {
        // Content-Range here is "FROM-TO", without the unit that HTTP asks for (OCI distribution-spec, "Pushing a blob in chunks").
        var range = context.Request.Headers.ContentRange.ToString();
        if (range.Length > 0 && (!long.TryParse(range.Replace("bytes ", "", StringComparison.Ordinal).Split('-')[0], out var from) || from != upload.Writer.Position))
        {
            context.Response.Headers.Range = RangeText(upload.Writer.Position);
            throw new RegistryProblem(416, "BLOB_UPLOAD_INVALID", $"the next byte is {upload.Writer.Position}");
        }

        await context.Request.Body.CopyToAsync(upload.Writer, 1 << 17, context.RequestAborted);
    }

    private async Task DropExpiredAsync()
    {
        var oldest = store.TimeProvider.GetUtcNow() - lifetime;
        foreach (var (id, upload) in _uploads)
        {
            if (upload.UsedAt < oldest && upload.InUse.CurrentCount > 0)
            {
                await DropAsync(id);
            }
        }
    }

    private async Task DropAsync(string id)
    {
        if (_uploads.TryRemove(id, out var upload))
        {
            await upload.Writer.DisposeAsync();
        }
    }

    private static void Accepted(HttpContext context, RegistryRequest request, long received)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"/v2/{request.Repository}/blobs/uploads/{request.Reference}";
        context.Response.Headers.Range = RangeText(received);
        context.Response.Headers["Docker-Upload-UUID"] = request.Reference;
    }

    private static void Created(HttpContext context, string repository, Digest digest)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{repository}/blobs/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
    }

    private static string RangeText(long received) => $"0-{Math.Max(0, received - 1)}";

    private sealed class Upload(string repository, BlobWriter writer)
    {
        public string Repository { get; } = repository;

        public BlobWriter Writer { get; } = writer;

        public SemaphoreSlim InUse { get; } = new(1, 1);

        public DateTimeOffset UsedAt { get; set; }
    }
}

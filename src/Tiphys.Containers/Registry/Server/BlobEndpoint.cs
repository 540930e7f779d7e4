using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tiphys.Containers.Images;

namespace Tiphys.Containers.Registry.Server;

/// <summary><c>/v2/NAME/blobs/DIGEST</c>. Blobs belong to the store, not to a repository.</summary>
internal sealed class BlobEndpoint(ImageStore store)
{
    // Whoever asks for a blob before a push, and hears that it is here, will soon send a manifest that needs it.
    private static readonly TimeSpan PushTime = TimeSpan.FromMinutes(10);

    public async Task HandleAsync(HttpContext context, string reference)
    {
        var isHead = HttpMethods.IsHead(context.Request.Method);
        if (!isHead && !HttpMethods.IsGet(context.Request.Method))
        {
            throw RegistryProblem.Unsupported();
        }

        var digest = ParseDigest(reference);
        if (isHead && store.Blobs.Contains(digest))
        {
            store.Hold(digest, PushTime);
        }

        var size = store.Blobs.SizeOf(digest) ?? throw RegistryProblem.BlobUnknown(reference);
        var response = context.Response;
        response.ContentType = "application/octet-stream";
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = $"\"{digest}\"";
        response.Headers["Docker-Content-Digest"] = digest.ToString();
        var (from, length) = Range(context, size);
        response.ContentLength = length;
        if (!isHead && length > 0)
        {
            await response.SendFileAsync(store.Blobs.PathOf(digest), from, length, context.RequestAborted);
        }
    }

    public static Digest ParseDigest(string text) =>
        Digest.TryParse(text, out var digest) ? digest : throw RegistryProblem.DigestInvalid($"\"{text}\" is not a sha256 digest");

    // A single range, as clients send to resume; several are answered with everything, as RFC 9110, 14.2 permits.
    private static (long From, long Length) Range(HttpContext context, long size)
    {
        var range = context.Request.GetTypedHeaders().Range;
        if (HttpMethods.IsHead(context.Request.Method) || range is not { Unit.Value: "bytes", Ranges.Count: 1 })
        {
            return (0, size);
        }

        var wanted = range.Ranges.Single();
        var from = wanted.From ?? Math.Max(0, size - wanted.To!.Value);
        var to = wanted.From is null ? size - 1 : Math.Min(wanted.To ?? size - 1, size - 1);
        if (from > to)
        {
            context.Response.Headers.ContentRange = new ContentRangeHeaderValue(size).ToString();
            throw new RegistryProblem(416, "SIZE_INVALID", $"the blob has {size} bytes");
        }

        context.Response.StatusCode = StatusCodes.Status206PartialContent;
        context.Response.Headers.ContentRange = new ContentRangeHeaderValue(from, to, size).ToString();
        return (from, to - from + 1);
    }
}

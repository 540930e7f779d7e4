using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Passes a page on with its links rewritten.</summary>
internal static class HtmlBody
{
    private const int MaxBytes = 64 << 20;

    /// <summary>True for a page in an encoding that can be read.</summary>
    public static bool IsHtml(HttpResponseMessage answer) =>
        string.Equals(answer.Content.Headers.ContentType?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase)
        && Encoding(answer) is "" or "gzip" or "deflate";

    /// <summary>Writes the page, uncompressed. The answer's headers have been copied before.</summary>
    public static async Task WriteAsync(HttpResponseMessage answer, HttpContext http, LinkRewriter links)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
        await using var plain = Encoding(answer) switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "deflate" => new DeflateStream(body, CompressionMode.Decompress),
            _ => body,
        };

        // Latin-1 keeps every byte as it is; tags and links that matter are ASCII whatever the rest is in.
        var page = HtmlLinks.Rewrite(Latin1(await ReadAsync(plain, http.RequestAborted)), links.Rewrite);
        var bytes = System.Text.Encoding.Latin1.GetBytes(page);
        http.Response.Headers.ContentEncoding = default;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static string Encoding(HttpResponseMessage answer) => string.Join(',', answer.Content.Headers.ContentEncoding);

    private static string Latin1(MemoryStream bytes) => System.Text.Encoding.Latin1.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);

    private static async Task<MemoryStream> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        var page = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            page.Write(buffer, 0, count);
            if (page.Length > MaxBytes)
            {
                throw StatusErrors.ServiceUnavailable("error trying to reach service: the page is too large to rewrite its links");
            }
        }

        return page;
    }
}

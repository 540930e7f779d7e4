using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Compresses large answers for clients that take gzip.</summary>
internal static class Compression
{
    // As upstream: what is smaller is not worth the time.
    private const int From = 128 * 1024;

    /// <summary>True when an answer of this many bytes goes out compressed.</summary>
    public static bool IsWanted(HttpContext http, long bytes) =>
        bytes >= From && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sets the headers and gives the stream to write into; the answer is whole when it is disposed.</summary>
    public static GZipStream Begin(HttpContext http)
    {
        http.Response.Headers.ContentEncoding = "gzip";
        http.Response.Headers.Vary = "Accept-Encoding";
        return new GZipStream(http.Response.Body, CompressionLevel.Fastest);
    }
}

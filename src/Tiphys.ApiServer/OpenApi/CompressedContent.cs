using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>Content that is kept compressed, and sent so to clients that take it.</summary>
internal sealed class CompressedContent
{
    private readonly byte[] _gzip;

    /// <summary>Compresses content.</summary>
    public CompressedContent(ReadOnlySpan<byte> content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        _gzip = compressed.ToArray();
    }

    /// <summary>Answers a call with the content.</summary>
    public async Task SendAsync(ApiCall call)
    {
        var response = call.Http.Response;
        if (call.Http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Append("Vary", "Accept-Encoding");
            response.ContentLength = _gzip.Length;
            await response.Body.WriteAsync(_gzip, call.CancellationToken);
            return;
        }

        await using var plain = Open();
        await plain.CopyToAsync(response.Body, call.CancellationToken);
    }

    /// <summary>Reads the content.</summary>
    public Stream Open() => new GZipStream(new MemoryStream(_gzip), CompressionMode.Decompress);
}

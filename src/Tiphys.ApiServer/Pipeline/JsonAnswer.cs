using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Json;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>
/// Sends JSON whose size is not known before. A short answer goes out at once and tells its length; a long one goes out in pieces as it is
/// written, so that memory does not grow with it. Indented JSON and YAML are made of the whole.
/// </summary>
internal sealed class JsonAnswer(HttpContext http, int code, string media) : IAsyncDisposable
{
    private const int PieceBytes = 128 * 1024;

    private readonly bool _isPlain = JsonForms.IsPlain(http.Request, media);
    private GZipStream? _gzip;
    private PipeWriter? _output;

    /// <summary>Write here.</summary>
    public JsonWriter Writer { get; } = new(PieceBytes + (PieceBytes / 8));

    /// <summary>To be called now and then between two values: sends on what is there when it is a piece.</summary>
    public ValueTask SendPieceAsync() => Writer.Length < PieceBytes || !_isPlain ? ValueTask.CompletedTask : SendAsync();

    /// <summary>Sends the rest.</summary>
    public async Task CompleteAsync()
    {
        if (_output is not null)
        {
            await SendAsync();
            return;
        }

        SetHeaders();
        var body = JsonForms.Convert(http.Request, media, Writer);
        if (Compression.IsWanted(http, body.Length))
        {
            _gzip = Compression.Begin(http);
            await _gzip.WriteAsync(body, http.RequestAborted);
            return;
        }

        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Dispose();
        if (_gzip is not null)
        {
            await _gzip.DisposeAsync();
        }
    }

    private async ValueTask SendAsync()
    {
        _output ??= Begin();
        await _output.WriteAsync(Writer.WrittenMemory, http.RequestAborted);
        Writer.Drain();
    }

    private PipeWriter Begin()
    {
        SetHeaders();
        if (!Compression.IsWanted(http, Writer.Length))
        {
            return http.Response.BodyWriter;
        }

        _gzip = Compression.Begin(http);
        return PipeWriter.Create(_gzip, new StreamPipeWriterOptions(leaveOpen: true));
    }

    private void SetHeaders()
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = media;
        http.Response.Headers.CacheControl = "no-cache, private";
    }
}

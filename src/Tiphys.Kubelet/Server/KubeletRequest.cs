using Microsoft.AspNetCore.Http;
using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server;

/// <summary>A request that may be answered.</summary>
/// <param name="Http">Request and response.</param>
/// <param name="Segments">What follows the route in the path.</param>
internal readonly record struct KubeletRequest(HttpContext Http, IReadOnlyList<string> Segments)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public void RequireMethod(params ReadOnlySpan<string> methods)
    {
        if (!methods.Contains(Http.Request.Method))
        {
            throw new RequestFailedException(405, "405: Method Not Allowed");
        }
    }

    public async Task WriteAsync(string contentType, ReadOnlyMemory<byte> body)
    {
        Http.Response.ContentType = contentType;
        Http.Response.ContentLength = body.Length;
        await Http.Response.Body.WriteAsync(body, Aborted);
    }
}

/// <summary>Answers the requests of one route.</summary>
internal delegate Task KubeletHandler(KubeletRequest request);

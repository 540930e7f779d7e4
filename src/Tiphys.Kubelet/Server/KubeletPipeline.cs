using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tiphys.Containers;
using Tiphys.Kubelet.Server.Access;
using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server;

/// <summary>The way of a request: who asks, may they, which route; failures become a code and a line of text.</summary>
internal sealed partial class KubeletPipeline(AccessCheck access, IReadOnlyDictionary<string, KubeletHandler> routes, ILogger logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await AnswerAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
        catch (OperationCanceledException) when (http.Response.HasStarted)
        {
            // The server stops: the answer ends here, and not as if it were whole.
            http.Abort();
        }
        catch (RequestFailedException error)
        {
            await FailAsync(http, error.Code, error.Message);
        }
        catch (ContainerRuntimeException error)
        {
            await FailAsync(http, error.Error == ContainerRuntimeError.NotFound ? 404 : 500, error.Message);
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, http.Request.Method, http.Request.Path.Value ?? "/");
            await FailAsync(http, 500, error.Message);
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        await access.CheckAsync(http);
        var segments = (http.Request.Path.Value ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries);

        // The longest route wins: /metrics/resource before /metrics.
        for (var length = Math.Min(2, segments.Length); length > 0; length--)
        {
            if (routes.TryGetValue(string.Join('/', segments[..length]), out var handler))
            {
                await handler(new KubeletRequest(http, segments[length..]));
                return;
            }
        }

        throw new RequestFailedException(404, "404: Page Not Found");
    }

    private static async Task FailAsync(HttpContext http, int code, string message)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(message), http.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "kubelet request failed: {Method} {Path}")]
        public static partial void Failed(ILogger logger, Exception error, string method, string path);
    }
}

using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server;

/// <summary><c>/healthz</c> and its single checks.</summary>
internal static class HealthHandler
{
    public static Task HandleAsync(KubeletRequest request) => request.Segments is [] or ["ping"]
        ? request.WriteAsync("text/plain; charset=utf-8", "ok"u8.ToArray())
        : throw new RequestFailedException(404, "404: Page Not Found");
}

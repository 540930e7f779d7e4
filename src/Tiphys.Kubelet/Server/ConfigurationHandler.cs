using System.Text;

namespace Tiphys.Kubelet.Server;

/// <summary><c>/configz</c>: the configuration in force, under upstream's key.</summary>
internal sealed class ConfigurationHandler(KubeletServerOptions options)
{
    public Task HandleAsync(KubeletRequest request)
    {
        request.RequireMethod("GET", "HEAD");
        return request.WriteAsync("application/json", Encoding.UTF8.GetBytes($"{{\"kubeletconfig\":{options.Configuration?.Invoke() ?? "{}"}}}"));
    }
}

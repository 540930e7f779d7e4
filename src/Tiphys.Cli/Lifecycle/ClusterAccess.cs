using Tiphys.Client.Configuration;
using Tiphys.Client.Dynamic;
using Tiphys.Client.Http;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cli.Lifecycle;

/// <summary>An administrator's connection to the cluster of a data directory.</summary>
internal sealed class ClusterAccess : IDisposable
{
    private readonly HttpClient _http;

    private ClusterAccess(HttpClient http)
    {
        _http = http;
        Typed = new HttpKubernetesClient(http);
        Dynamic = new DynamicClient(http);
    }

    public HttpKubernetesClient Typed { get; }

    public DynamicClient Dynamic { get; }

    public static ClusterAccess Open(ClusterDirectory directory) =>
        new(ApiTransport.Create(Kubeconfig.Load(directory.AdminKubeconfig).Resolve(), TimeProvider.System));

    public void Dispose() => _http.Dispose();
}

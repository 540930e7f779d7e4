namespace Tiphys.Api.Core.V1;

/// <summary>Query options for proxying a request to a pod.</summary>
[ApiType("io.k8s.api.core.v1.PodProxyOptions", Version = "v1", Kind = "PodProxyOptions")]
public sealed partial record PodProxyOptions
{
    /// <summary>URL path of the proxied request at the pod.</summary>
    [ApiField("path", 1, OmitEmpty = true, Optional = true)]
    public partial string Path { get; init; }
}

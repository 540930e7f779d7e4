namespace Tiphys.Api.Core.V1;

/// <summary>Query options for proxying a request to a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeProxyOptions", Version = "v1", Kind = "NodeProxyOptions")]
public sealed partial record NodeProxyOptions
{
    /// <summary>URL path of the proxied request at the kubelet of the node.</summary>
    [ApiField("path", 1, OmitEmpty = true, Optional = true)]
    public partial string Path { get; init; }
}

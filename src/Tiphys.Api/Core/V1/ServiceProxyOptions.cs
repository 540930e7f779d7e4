namespace Tiphys.Api.Core.V1;

/// <summary>Query options for proxying a request to a service.</summary>
[ApiType("io.k8s.api.core.v1.ServiceProxyOptions", Version = "v1", Kind = "ServiceProxyOptions")]
public sealed partial record ServiceProxyOptions
{
    /// <summary>URL path of the proxied request, including any part that selects the service port.</summary>
    [ApiField("path", 1, OmitEmpty = true, Optional = true)]
    public partial string Path { get; init; }
}

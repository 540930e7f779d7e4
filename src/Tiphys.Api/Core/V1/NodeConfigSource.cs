namespace Tiphys.Api.Core.V1;

/// <summary>Obsolete description of where a kubelet takes its configuration from; exactly one source is set.</summary>
[ApiType("io.k8s.api.core.v1.NodeConfigSource")]
public sealed partial record NodeConfigSource
{
    /// <summary>ConfigMap that holds the kubelet configuration.</summary>
    [ApiField("configMap", 2, OmitEmpty = true)]
    public partial ConfigMapNodeConfigSource? ConfigMap { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Lists the ports of the daemons that run on a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeDaemonEndpoints")]
public sealed partial record NodeDaemonEndpoints
{
    /// <summary>Where the kubelet of the node listens.</summary>
    [ApiField("kubeletEndpoint", 1, OmitEmpty = true, Optional = true)]
    public partial DaemonEndpoint KubeletEndpoint { get; init; }
}

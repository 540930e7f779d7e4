namespace Tiphys.Api.Core.V1;

/// <summary>Query options for forwarding ports to a pod over WebSocket.</summary>
[ApiType("io.k8s.api.core.v1.PodPortForwardOptions", Version = "v1", Kind = "PodPortForwardOptions")]
public sealed partial record PodPortForwardOptions
{
    /// <summary>Pod ports to forward, required with the WebSocket protocol.</summary>
    [ApiField("ports", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<int> Ports { get; init; }
}

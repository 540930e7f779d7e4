using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Reports the condition of one exposed port of an ingress load balancer.</summary>
[ApiType("io.k8s.api.networking.v1.IngressPortStatus")]
public sealed partial record IngressPortStatus
{
    /// <summary>Number of the port that the load balancer exposes.</summary>
    [ApiField("port", 1)]
    public partial int Port { get; init; }

    /// <summary>Transport protocol of the port: TCP, UDP or SCTP.</summary>
    [ApiField("protocol", 2, Enum = typeof(Protocol), TypeName = "v1.Protocol")]
    public partial string Protocol { get; init; }

    /// <summary>CamelCase code of the problem that affects this port, absent when there is none.</summary>
    [ApiField("error", 3, OmitEmpty = true, Optional = true)]
    public partial string? Error { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>State of one service port at a load balancer.</summary>
[ApiType("io.k8s.api.core.v1.PortStatus")]
public sealed partial record PortStatus
{
    /// <summary>Number of the service port reported on.</summary>
    [ApiField("port", 1)]
    public partial int Port { get; init; }

    /// <summary>Transport protocol of the port: TCP, UDP or SCTP.</summary>
    [ApiField("protocol", 2, Enum = typeof(Protocol), TypeName = "v1.Protocol")]
    public partial string Protocol { get; init; }

    /// <summary>CamelCase reason for a problem with the port, unset when it works.</summary>
    [ApiField("error", 3, OmitEmpty = true, Optional = true)]
    public partial string? Error { get; init; }
}

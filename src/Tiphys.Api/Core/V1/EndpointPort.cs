namespace Tiphys.Api.Core.V1;

/// <summary>One port offered by the addresses of a subset.</summary>
[ApiType("io.k8s.api.core.v1.EndpointPort", Atomic = true)]
public sealed partial record EndpointPort
{
    /// <summary>Port name that matches the service port; may be empty only for a single port.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Port number at the endpoint.</summary>
    [ApiField("port", 2)]
    public partial int Port { get; init; }

    /// <summary>Transport protocol of the port: TCP, UDP or SCTP; TCP by default.</summary>
    [ApiField("protocol", 3, OmitEmpty = true, Optional = true, Enum = typeof(Protocol), TypeName = "v1.Protocol")]
    public partial string Protocol { get; init; }

    /// <summary>Hint about the application protocol, copied from the service port.</summary>
    [ApiField("appProtocol", 4, OmitEmpty = true, Optional = true)]
    public partial string? AppProtocol { get; init; }
}

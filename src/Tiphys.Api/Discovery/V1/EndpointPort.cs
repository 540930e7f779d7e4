using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Discovery.V1;

/// <summary>One port exposed by all endpoints of a slice.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointPort", Atomic = true)]
public sealed partial record EndpointPort
{
    /// <summary>Port name, unique within the slice, either empty or a valid DNS label.</summary>
    [ApiField("name", 1, OmitEmpty = true)]
    public partial string? Name { get; init; }

    /// <summary>Transport protocol of the port, one of TCP, UDP or SCTP, with TCP as default.</summary>
    [ApiField("protocol", 2, OmitEmpty = true, Enum = typeof(Protocol), TypeName = "v1.Protocol")]
    public partial string? Protocol { get; init; }

    /// <summary>Port number, where an absent value leaves the interpretation to the consumer.</summary>
    [ApiField("port", 3, OmitEmpty = true)]
    public partial int? Port { get; init; }

    /// <summary>Hint about the application protocol, such as an IANA service name or a prefixed name like kubernetes.io/h2c.</summary>
    [ApiField("appProtocol", 4, OmitEmpty = true, Optional = true)]
    public partial string? AppProtocol { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>One port of a service and where its traffic goes.</summary>
[ApiType("io.k8s.api.core.v1.ServicePort")]
public sealed partial record ServicePort
{
    /// <summary>DNS label of the port, required when the service has several ports.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Transport protocol of the port: TCP, UDP or SCTP; TCP by default.</summary>
    [ApiField("protocol", 2, OmitEmpty = true, Optional = true, Default = "\"TCP\"", Enum = typeof(Protocol), TypeName = "v1.Protocol")]
    public partial string Protocol { get; init; }

    /// <summary>Hint about the application protocol, an IANA service name or a prefixed custom name.</summary>
    [ApiField("appProtocol", 6, OmitEmpty = true, Optional = true)]
    public partial string? AppProtocol { get; init; }

    /// <summary>Port number at which the service is reached.</summary>
    [ApiField("port", 3)]
    public partial int Port { get; init; }

    /// <summary>Number or name of the pod port to send traffic to; equals port by default.</summary>
    [ApiField("targetPort", 4, OmitEmpty = true, Optional = true)]
    public partial IntOrString TargetPort { get; init; }

    /// <summary>Port opened on every node for NodePort and LoadBalancer services, usually assigned automatically.</summary>
    [ApiField("nodePort", 5, OmitEmpty = true, Optional = true)]
    public partial int NodePort { get; init; }
}

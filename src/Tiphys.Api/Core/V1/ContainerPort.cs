namespace Tiphys.Api.Core.V1;

/// <summary>A network port on which a container listens.</summary>
[ApiType("io.k8s.api.core.v1.ContainerPort")]
public sealed partial record ContainerPort
{
    /// <summary>Name of the port, unique in the pod, by which services and probes can refer to it.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Port of the node, 1 to 65535, forwarded to the container; most pods should leave it unset.</summary>
    [ApiField("hostPort", 2, OmitEmpty = true, Optional = true)]
    public partial int HostPort { get; init; }

    /// <summary>Port number on the pod's IP address, from 1 to 65535.</summary>
    [ApiField("containerPort", 3)]
    public partial int Port { get; init; }

    /// <summary>Transport protocol of the port: TCP, UDP or SCTP; defaults to TCP.</summary>
    [ApiField("protocol", 4, OmitEmpty = true, Optional = true, Default = "\"TCP\"", Enum = typeof(Protocol), TypeName = "v1.Protocol")]
    public partial string Protocol { get; init; }

    /// <summary>Node address to which the host port is bound; all addresses when empty.</summary>
    [ApiField("hostIP", 5, OmitEmpty = true, Optional = true)]
    public partial string HostIP { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>The check a probe performs; exactly one member must be filled in.</summary>
[ApiType("io.k8s.api.core.v1.ProbeHandler")]
public sealed partial record ProbeHandler
{
    /// <summary>Runs a command in the container and looks at its exit code.</summary>
    [ApiField("exec", 1, OmitEmpty = true, Optional = true)]
    public partial ExecAction? Exec { get; init; }

    /// <summary>Sends an HTTP GET request and looks at the status code.</summary>
    [ApiField("httpGet", 2, OmitEmpty = true, Optional = true)]
    public partial HTTPGetAction? HTTPGet { get; init; }

    /// <summary>Tries to open a TCP connection to a port.</summary>
    [ApiField("tcpSocket", 3, OmitEmpty = true, Optional = true)]
    public partial TCPSocketAction? TCPSocket { get; init; }

    /// <summary>Calls the standard gRPC health service on a port.</summary>
    [ApiField("grpc", 4, OmitEmpty = true, Optional = true)]
    public partial GRPCAction? GRPC { get; init; }
}

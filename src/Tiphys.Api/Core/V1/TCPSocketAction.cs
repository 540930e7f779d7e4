namespace Tiphys.Api.Core.V1;

/// <summary>An attempt to open a TCP connection, which succeeds when the port accepts it.</summary>
[ApiType("io.k8s.api.core.v1.TCPSocketAction")]
public sealed partial record TCPSocketAction
{
    /// <summary>Port to connect to, as a number from 1 to 65535 or the name of a container port.</summary>
    [ApiField("port", 1)]
    public partial IntOrString Port { get; init; }

    /// <summary>Host to connect to; defaults to the IP address of the pod.</summary>
    [ApiField("host", 2, OmitEmpty = true, Optional = true)]
    public partial string Host { get; init; }
}

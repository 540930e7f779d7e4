namespace Tiphys.Api.Core.V1;

/// <summary>Where one daemon on a node listens.</summary>
[ApiType("io.k8s.api.core.v1.DaemonEndpoint")]
public sealed partial record DaemonEndpoint
{
    /// <summary>Port number on which the daemon accepts connections.</summary>
    [ApiField("Port", 1)]
    public partial int Port { get; init; }
}

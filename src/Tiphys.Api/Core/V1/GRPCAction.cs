namespace Tiphys.Api.Core.V1;

/// <summary>A call of the standard gRPC health checking service.</summary>
[ApiType("io.k8s.api.core.v1.GRPCAction")]
public sealed partial record GRPCAction
{
    /// <summary>Port number of the gRPC server, from 1 to 65535.</summary>
    [ApiField("port", 1)]
    public partial int Port { get; init; }

    /// <summary>Service name put into the health check request; the empty default asks for overall health.</summary>
    [ApiField("service", 2, Optional = true, Default = "\"\"")]
    public partial string? Service { get; init; }
}

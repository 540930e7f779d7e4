namespace Tiphys.Api.Core.V1;

/// <summary>Settings that fine-tune session affinity of a service.</summary>
[ApiType("io.k8s.api.core.v1.SessionAffinityConfig")]
public sealed partial record SessionAffinityConfig
{
    /// <summary>Settings used when affinity is based on the address of the client.</summary>
    [ApiField("clientIP", 1, OmitEmpty = true, Optional = true)]
    public partial ClientIPConfig? ClientIP { get; init; }
}

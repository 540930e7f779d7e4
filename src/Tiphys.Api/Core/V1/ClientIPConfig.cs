namespace Tiphys.Api.Core.V1;

/// <summary>Settings of session affinity by client address.</summary>
[ApiType("io.k8s.api.core.v1.ClientIPConfig")]
public sealed partial record ClientIPConfig
{
    /// <summary>Seconds a client sticks to its pod, from 1 to 86400; 10800 by default.</summary>
    [ApiField("timeoutSeconds", 1, OmitEmpty = true, Optional = true)]
    public partial int? TimeoutSeconds { get; init; }
}

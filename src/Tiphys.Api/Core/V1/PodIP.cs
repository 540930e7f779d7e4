namespace Tiphys.Api.Core.V1;

/// <summary>One network address that a pod has been assigned.</summary>
[ApiType("io.k8s.api.core.v1.PodIP")]
public sealed partial record PodIP
{
    /// <summary>The IPv4 or IPv6 address in text form.</summary>
    [ApiField("ip", 1)]
    public partial string IP { get; init; }
}

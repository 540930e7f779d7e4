namespace Tiphys.Api.Core.V1;

/// <summary>One network address of the node a pod runs on.</summary>
[ApiType("io.k8s.api.core.v1.HostIP")]
public sealed partial record HostIP
{
    /// <summary>The IPv4 or IPv6 address of the node in text form.</summary>
    [ApiField("ip", 1)]
    public partial string IP { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>One extra line for the hosts file of a pod, joining an address with hostnames.</summary>
[ApiType("io.k8s.api.core.v1.HostAlias")]
public sealed partial record HostAlias
{
    /// <summary>Address written at the start of the hosts file line.</summary>
    [ApiField("ip", 1)]
    public partial string IP { get; init; }

    /// <summary>Names that resolve to the address through the hosts file.</summary>
    [ApiField("hostnames", 2, OmitEmpty = true)]
    public partial ApiList<string> Hostnames { get; init; }
}

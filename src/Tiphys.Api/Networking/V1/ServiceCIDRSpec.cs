namespace Tiphys.Api.Networking.V1;

/// <summary>Desired address ranges of a ServiceCIDR.</summary>
[ApiType("io.k8s.api.networking.v1.ServiceCIDRSpec")]
public sealed partial record ServiceCIDRSpec
{
    /// <summary>One or two IP ranges in CIDR notation, at most one of each address family.</summary>
    [ApiField("cidrs", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> CIDRs { get; init; }
}

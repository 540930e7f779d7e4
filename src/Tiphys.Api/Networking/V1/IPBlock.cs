namespace Tiphys.Api.Networking.V1;

/// <summary>A range of IP addresses in CIDR form, optionally with holes cut out of it.</summary>
[ApiType("io.k8s.api.networking.v1.IPBlock")]
public sealed partial record IPBlock
{
    /// <summary>Address range in CIDR notation, such as 10.1.0.0/16 or 2001:db8::/48.</summary>
    [ApiField("cidr", 1)]
    public partial string CIDR { get; init; }

    /// <summary>Smaller CIDR ranges inside the block that are left out of the match.</summary>
    [ApiField("except", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Except { get; init; }
}

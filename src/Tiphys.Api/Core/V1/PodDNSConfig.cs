namespace Tiphys.Api.Core.V1;

/// <summary>Resolver settings that are merged into those derived from the DNS policy of a pod.</summary>
[ApiType("io.k8s.api.core.v1.PodDNSConfig")]
public sealed partial record PodDNSConfig
{
    /// <summary>Addresses of extra DNS servers, appended to the generated list without duplicates.</summary>
    [ApiField("nameservers", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Nameservers { get; init; }

    /// <summary>Extra search domains for short names, appended to the generated list without duplicates.</summary>
    [ApiField("searches", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Searches { get; init; }

    /// <summary>Resolver options that extend or replace the generated ones of the same name.</summary>
    [ApiField("options", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<PodDNSConfigOption> Options { get; init; }
}

namespace Tiphys.Api.Meta.V1;

/// <summary>Lists the versions of the core API group that the server offers.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIVersions", Version = "v1", Kind = "APIVersions")]
public sealed partial record APIVersions
{
    /// <summary>Versions that are available, such as v1.</summary>
    [ApiField("versions", 1)]
    public partial ApiList<string> Versions { get; init; }

    /// <summary>Server addresses to use, depending on the network of the client.</summary>
    [ApiField("serverAddressByClientCIDRs", 2)]
    public partial ApiList<ServerAddressByClientCIDR> ServerAddressByClientCIDRs { get; init; }
}

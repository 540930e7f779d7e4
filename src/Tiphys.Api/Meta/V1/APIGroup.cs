namespace Tiphys.Api.Meta.V1;

/// <summary>Describes one API group and its versions.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroup", Version = "v1", Kind = "APIGroup")]
public sealed partial record APIGroup
{
    /// <summary>Name of the group, such as apps.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Versions in which the group is offered.</summary>
    [ApiField("versions", 2)]
    public partial ApiList<GroupVersionForDiscovery> Versions { get; init; }

    /// <summary>Version that the server advises clients to use.</summary>
    [ApiField("preferredVersion", 3, OmitEmpty = true, Optional = true)]
    public partial GroupVersionForDiscovery PreferredVersion { get; init; }

    /// <summary>Server addresses to use, depending on the network of the client.</summary>
    [ApiField("serverAddressByClientCIDRs", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<ServerAddressByClientCIDR> ServerAddressByClientCIDRs { get; init; }
}

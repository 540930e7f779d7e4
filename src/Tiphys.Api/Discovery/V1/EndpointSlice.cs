using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Discovery.V1;

/// <summary>Holds part of the network endpoints that back a Service, all sharing one address family and port list.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointSlice", Group = "discovery.k8s.io", Version = "v1", Kind = "EndpointSlice")]
[ApiResource(
    "endpointslices",
    Singular = "endpointslice",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "qgS0xkrxYAI=")]
public sealed partial record EndpointSlice
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Kind of address every endpoint here uses, one of IPv4, IPv6 or FQDN, fixed at creation.</summary>
    [ApiField("addressType", 4, Enum = typeof(AddressType), TypeName = "v1.AddressType")]
    public partial string AddressType { get; init; }

    /// <summary>The individual backends in this slice, numbering no more than 1000.</summary>
    [ApiField("endpoints", 2, Optional = true)]
    public partial ApiList<Endpoint> Endpoints { get; init; }

    /// <summary>Ports that each endpoint of the slice exposes, numbering no more than 100.</summary>
    [ApiField("ports", 3, Optional = true)]
    public partial ApiList<EndpointPort> Ports { get; init; }
}

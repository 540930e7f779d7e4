using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Legacy record of the addresses behind a service, superseded by EndpointSlice.</summary>
[ApiType("io.k8s.api.core.v1.Endpoints", Version = "v1", Kind = "Endpoints")]
[ApiResource(
    "endpoints",
    Singular = "endpoints",
    Namespaced = true,
    ShortNames = ["ep"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "fWeeMqaN/OA=")]
public sealed partial record Endpoints
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Groups of addresses that share ports; together they form all endpoints of the service.</summary>
    [ApiField("subsets", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<EndpointSubset> Subsets { get; init; }
}

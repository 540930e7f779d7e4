using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.ApiRegistration.V1;

/// <summary>A collection of APIService objects returned by list requests.</summary>
[ApiType("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceList", Group = "apiregistration.k8s.io", Version = "v1", Kind = "APIServiceList")]
public sealed partial record APIServiceList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The APIService objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<APIService> Items { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>A collection of ResourceClaim objects returned by list requests.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceClaimList", Group = "resource.k8s.io", Version = "v1", Kind = "ResourceClaimList")]
public sealed partial record ResourceClaimList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The ResourceClaim objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<ResourceClaim> Items { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>A collection of ResourceClaimTemplate objects returned by list requests.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceClaimTemplateList", Group = "resource.k8s.io", Version = "v1", Kind = "ResourceClaimTemplateList")]
public sealed partial record ResourceClaimTemplateList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The ResourceClaimTemplate objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<ResourceClaimTemplate> Items { get; init; }
}

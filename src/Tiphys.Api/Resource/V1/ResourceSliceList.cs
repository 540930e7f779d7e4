using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>A collection of ResourceSlice objects returned by list requests.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceSliceList", Group = "resource.k8s.io", Version = "v1", Kind = "ResourceSliceList")]
public sealed partial record ResourceSliceList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The ResourceSlice objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<ResourceSlice> Items { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Discovery.V1;

/// <summary>A collection of EndpointSlices as returned by a list request.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointSliceList", Group = "discovery.k8s.io", Version = "v1", Kind = "EndpointSliceList")]
public sealed partial record EndpointSliceList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The EndpointSlice objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<EndpointSlice> Items { get; init; }
}

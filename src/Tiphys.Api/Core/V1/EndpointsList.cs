using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A list of endpoints objects.</summary>
[ApiType("io.k8s.api.core.v1.EndpointsList", Version = "v1", Kind = "EndpointsList")]
public sealed partial record EndpointsList
{
    /// <summary>Standard list metadata, such as the resource version of the collection.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The objects that make up this list, or one chunk of it.</summary>
    [ApiField("items", 2)]
    public partial ApiList<Endpoints> Items { get; init; }
}

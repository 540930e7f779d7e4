using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Coordination.V1;

/// <summary>A collection of Leases as returned by a list request.</summary>
[ApiType("io.k8s.api.coordination.v1.LeaseList", Group = "coordination.k8s.io", Version = "v1", Kind = "LeaseList")]
public sealed partial record LeaseList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The Lease objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<Lease> Items { get; init; }
}

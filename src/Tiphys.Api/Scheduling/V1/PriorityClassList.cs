using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Scheduling.V1;

/// <summary>A collection of PriorityClass objects returned by list requests.</summary>
[ApiType("io.k8s.api.scheduling.v1.PriorityClassList", Group = "scheduling.k8s.io", Version = "v1", Kind = "PriorityClassList")]
public sealed partial record PriorityClassList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The PriorityClass objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<PriorityClass> Items { get; init; }
}

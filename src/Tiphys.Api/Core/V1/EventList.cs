using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A list of events.</summary>
[ApiType("io.k8s.api.core.v1.EventList", Version = "v1", Kind = "EventList")]
public sealed partial record EventList
{
    /// <summary>Standard list metadata, such as the resource version of the collection.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The objects that make up this list, or one chunk of it.</summary>
    [ApiField("items", 2)]
    public partial ApiList<Event> Items { get; init; }
}

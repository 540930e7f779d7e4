using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Events.V1;

/// <summary>A collection of Events as returned by a list request.</summary>
[ApiType("io.k8s.api.events.v1.EventList", Group = "events.k8s.io", Version = "v1", Kind = "EventList")]
public sealed partial record EventList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The Event objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<Event> Items { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A short-lived report of something that happened to an object.</summary>
[ApiType("io.k8s.api.core.v1.Event", Version = "v1", Kind = "Event")]
[ApiResource(
    "events",
    Singular = "event",
    Namespaced = true,
    ShortNames = ["ev"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "r2yiGXH7wu8=")]
public sealed partial record Event
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The object that the event is about.</summary>
    [ApiField("involvedObject", 2)]
    public partial ObjectReference InvolvedObject { get; init; }

    /// <summary>Short machine-readable code for why the event happened.</summary>
    [ApiField("reason", 3, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that describes what happened.</summary>
    [ApiField("message", 4, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Program and host that produced the event.</summary>
    [ApiField("source", 5, OmitEmpty = true, Optional = true)]
    public partial EventSource Source { get; init; }

    /// <summary>Moment the event was first seen.</summary>
    [ApiField("firstTimestamp", 6, OmitEmpty = true, Optional = true)]
    public partial Time FirstTimestamp { get; init; }

    /// <summary>Moment of the most recent occurrence.</summary>
    [ApiField("lastTimestamp", 7, OmitEmpty = true, Optional = true)]
    public partial Time LastTimestamp { get; init; }

    /// <summary>How many times the event has occurred so far.</summary>
    [ApiField("count", 8, OmitEmpty = true, Optional = true)]
    public partial int Count { get; init; }

    /// <summary>Severity of the event, either Normal or Warning.</summary>
    [ApiField("type", 9, OmitEmpty = true, Optional = true)]
    public partial string Type { get; init; }

    /// <summary>Moment of first observation, with microsecond precision.</summary>
    [ApiField("eventTime", 10, OmitEmpty = true, Optional = true)]
    public partial MicroTime EventTime { get; init; }

    /// <summary>Data about repeated occurrences; unset for an event that happened once.</summary>
    [ApiField("series", 11, OmitEmpty = true, Optional = true)]
    public partial EventSeries? Series { get; init; }

    /// <summary>What was done or failed with regard to the involved object.</summary>
    [ApiField("action", 12, OmitEmpty = true, Optional = true)]
    public partial string Action { get; init; }

    /// <summary>A second object that plays a part in the event.</summary>
    [ApiField("related", 13, OmitEmpty = true, Optional = true)]
    public partial ObjectReference? Related { get; init; }

    /// <summary>Name of the controller that emitted the event, for example kubernetes.io/kubelet.</summary>
    [ApiField("reportingComponent", 14, Optional = true)]
    public partial string ReportingController { get; init; }

    /// <summary>Particular instance of the controller, such as its pod name.</summary>
    [ApiField("reportingInstance", 15, Optional = true)]
    public partial string ReportingInstance { get; init; }
}

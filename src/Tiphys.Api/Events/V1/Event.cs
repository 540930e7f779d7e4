using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Events.V1;

/// <summary>A record of something noteworthy that happened to an object, kept for a limited time on a best-effort basis.</summary>
[ApiType("io.k8s.api.events.v1.Event", Group = "events.k8s.io", Version = "v1", Kind = "Event")]
[ApiResource(
    "events",
    Singular = "event",
    Namespaced = true,
    ShortNames = ["ev"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "r2yiGXH7wu8=")]
public sealed partial record Event
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Moment, to the microsecond, when the occurrence was first seen; required on newly created events.</summary>
    [ApiField("eventTime", 2)]
    public partial MicroTime EventTime { get; init; }

    /// <summary>Repetition data when the same event keeps recurring, and absent for a single occurrence.</summary>
    [ApiField("series", 3, OmitEmpty = true, Optional = true)]
    public partial EventSeries? Series { get; init; }

    /// <summary>Qualified name of the controller that emitted the event, such as kubernetes.io/kubelet.</summary>
    [ApiField("reportingController", 4, OmitEmpty = true)]
    public partial string ReportingController { get; init; }

    /// <summary>Identifier of the particular controller process, such as a pod name, up to 128 characters.</summary>
    [ApiField("reportingInstance", 5, OmitEmpty = true)]
    public partial string ReportingInstance { get; init; }

    /// <summary>What was done or attempted regarding the object, as a machine-readable word of up to 128 characters.</summary>
    [ApiField("action", 6, OmitEmpty = true)]
    public partial string Action { get; init; }

    /// <summary>Why the action took place, as a machine-readable word of up to 128 characters.</summary>
    [ApiField("reason", 7, OmitEmpty = true)]
    public partial string Reason { get; init; }

    /// <summary>The object this event is mainly about.</summary>
    [ApiField("regarding", 8, OmitEmpty = true, Optional = true)]
    public partial ObjectReference Regarding { get; init; }

    /// <summary>A secondary object involved in the occurrence, when there is one.</summary>
    [ApiField("related", 9, OmitEmpty = true, Optional = true)]
    public partial ObjectReference? Related { get; init; }

    /// <summary>Description for people of what happened, limited to 1 kB of text.</summary>
    [ApiField("note", 10, OmitEmpty = true, Optional = true)]
    public partial string Note { get; init; }

    /// <summary>Severity class of the event, either Normal or Warning.</summary>
    [ApiField("type", 11, OmitEmpty = true)]
    public partial string Type { get; init; }

    /// <summary>Emitting component in the older core event form, kept for compatibility.</summary>
    [ApiField("deprecatedSource", 12, OmitEmpty = true, Optional = true)]
    public partial EventSource DeprecatedSource { get; init; }

    /// <summary>First occurrence time in the older core event form, kept for compatibility.</summary>
    [ApiField("deprecatedFirstTimestamp", 13, OmitEmpty = true, Optional = true)]
    public partial Time DeprecatedFirstTimestamp { get; init; }

    /// <summary>Latest occurrence time in the older core event form, kept for compatibility.</summary>
    [ApiField("deprecatedLastTimestamp", 14, OmitEmpty = true, Optional = true)]
    public partial Time DeprecatedLastTimestamp { get; init; }

    /// <summary>Occurrence counter in the older core event form, kept for compatibility.</summary>
    [ApiField("deprecatedCount", 15, OmitEmpty = true, Optional = true)]
    public partial int DeprecatedCount { get; init; }
}

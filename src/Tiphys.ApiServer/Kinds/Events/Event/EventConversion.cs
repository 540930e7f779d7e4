using CoreEvent = Tiphys.Api.Core.V1.Event;
using CoreSeries = Tiphys.Api.Core.V1.EventSeries;
using Event = Tiphys.Api.Events.V1.Event;
using EventSeries = Tiphys.Api.Events.V1.EventSeries;

namespace Tiphys.ApiServer.Kinds.Events;

/// <summary>Events are the same objects in both groups, under other names (pkg/apis/events/v1/conversion.go).</summary>
internal static class EventConversion
{
    public static CoreEvent ToCore(this Event value) => CoreEvent.Empty with
    {
        Metadata = value.Metadata,
        InvolvedObject = value.Regarding,
        Reason = value.Reason,
        Message = value.Note,
        Source = value.DeprecatedSource,
        FirstTimestamp = value.DeprecatedFirstTimestamp,
        LastTimestamp = value.DeprecatedLastTimestamp,
        Count = value.DeprecatedCount,
        Type = value.Type,
        EventTime = value.EventTime,
        Series = value.Series is { } series ? CoreSeries.Empty with { Count = series.Count, LastObservedTime = series.LastObservedTime } : null,
        Action = value.Action,
        Related = value.Related,
        ReportingController = value.ReportingController,
        ReportingInstance = value.ReportingInstance,
    };

    public static Event ToEvents(this CoreEvent value) => Event.Empty with
    {
        Metadata = value.Metadata,
        Regarding = value.InvolvedObject,
        Reason = value.Reason,
        Note = value.Message,
        DeprecatedSource = value.Source,
        DeprecatedFirstTimestamp = value.FirstTimestamp,
        DeprecatedLastTimestamp = value.LastTimestamp,
        DeprecatedCount = value.Count,
        Type = value.Type,
        EventTime = value.EventTime,
        Series = value.Series is { } series ? EventSeries.Empty with { Count = series.Count, LastObservedTime = series.LastObservedTime } : null,
        Action = value.Action,
        Related = value.Related,
        ReportingController = value.ReportingController,
        ReportingInstance = value.ReportingInstance,
    };
}

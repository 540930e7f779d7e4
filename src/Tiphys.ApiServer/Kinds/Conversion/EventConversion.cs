using Tiphys.ApiServer.Registry;
using CoreV1 = Tiphys.Api.Core.V1;
using EventsV1 = Tiphys.Api.Events.V1;

namespace Tiphys.ApiServer.Kinds.Conversion;

/// <summary>Events of events.k8s.io are those of the core group under other names (pkg/apis/events/v1/conversion.go).</summary>
internal sealed class EventConversion : IVersionConversion
{
    public GroupVersionKind Kind => EventsV1.Event.GroupVersionKind;

    public GroupVersionKind Stored => CoreV1.Event.GroupVersionKind;

    public IKubernetesObject ToStored(IKubernetesObject value)
    {
        var from = (EventsV1.Event)value;
        return new CoreV1.Event
        {
            Metadata = from.Metadata,
            InvolvedObject = from.Regarding,
            Reason = from.Reason,
            Message = from.Note,
            Source = from.DeprecatedSource,
            FirstTimestamp = from.DeprecatedFirstTimestamp,
            LastTimestamp = from.DeprecatedLastTimestamp,
            Count = from.DeprecatedCount,
            Type = from.Type,
            EventTime = from.EventTime,
            Series = from.Series is { } series ? new CoreV1.EventSeries { Count = series.Count, LastObservedTime = series.LastObservedTime } : null,
            Action = from.Action,
            Related = from.Related,
            ReportingController = from.ReportingController,
            ReportingInstance = from.ReportingInstance,
        };
    }

    public IKubernetesObject FromStored(IKubernetesObject value)
    {
        var from = (CoreV1.Event)value;
        return new EventsV1.Event
        {
            Metadata = from.Metadata,
            EventTime = from.EventTime,
            Series = from.Series is { } series ? new EventsV1.EventSeries { Count = series.Count, LastObservedTime = series.LastObservedTime } : null,
            ReportingController = from.ReportingController,
            ReportingInstance = from.ReportingInstance,
            Action = from.Action,
            Reason = from.Reason,
            Regarding = from.InvolvedObject,
            Related = from.Related,
            Note = from.Message,
            Type = from.Type,
            DeprecatedSource = from.Source,
            DeprecatedFirstTimestamp = from.FirstTimestamp,
            DeprecatedLastTimestamp = from.LastTimestamp,
            DeprecatedCount = from.Count,
        };
    }
}

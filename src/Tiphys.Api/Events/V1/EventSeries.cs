namespace Tiphys.Api.Events.V1;

/// <summary>Summarizes a run of identical events so that they need not be stored separately.</summary>
[ApiType("io.k8s.api.events.v1.EventSeries")]
public sealed partial record EventSeries
{
    /// <summary>Occurrences seen in the series up to the last recorded time.</summary>
    [ApiField("count", 1)]
    public partial int Count { get; init; }

    /// <summary>Moment when the series was last seen to recur.</summary>
    [ApiField("lastObservedTime", 2)]
    public partial MicroTime LastObservedTime { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Sums up a run of identical events.</summary>
[ApiType("io.k8s.api.core.v1.EventSeries")]
public sealed partial record EventSeries
{
    /// <summary>Number of occurrences in the series up to the last update.</summary>
    [ApiField("count", 1, OmitEmpty = true)]
    public partial int Count { get; init; }

    /// <summary>Moment of the latest occurrence in the series.</summary>
    [ApiField("lastObservedTime", 2, OmitEmpty = true)]
    public partial MicroTime LastObservedTime { get; init; }
}

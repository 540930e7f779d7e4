using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Last reading of a custom metric averaged over the pods of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v1.PodsMetricStatus")]
public sealed partial record PodsMetricStatus
{
    /// <summary>Name of the metric that was read from each pod.</summary>
    [ApiField("metricName", 1)]
    public partial string MetricName { get; init; }

    /// <summary>Most recent mean of the metric over all pods considered.</summary>
    [ApiField("currentAverageValue", 2)]
    public partial Quantity CurrentAverageValue { get; init; }

    /// <summary>Label query that was used to narrow the metric, when one was given.</summary>
    [ApiField("selector", 3, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? Selector { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Last reading of a metric that describes a single Kubernetes object.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ObjectMetricStatus")]
public sealed partial record ObjectMetricStatus
{
    /// <summary>The object described by the metric.</summary>
    [ApiField("target", 1)]
    public partial CrossVersionObjectReference Target { get; init; }

    /// <summary>Name of the metric that was read.</summary>
    [ApiField("metricName", 2)]
    public partial string MetricName { get; init; }

    /// <summary>Most recent value of the metric, as a quantity.</summary>
    [ApiField("currentValue", 3)]
    public partial Quantity CurrentValue { get; init; }

    /// <summary>Label query that was used to narrow the metric, when one was given.</summary>
    [ApiField("selector", 4, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Most recent value of the metric after division by the number of pods.</summary>
    [ApiField("averageValue", 5, OmitEmpty = true, Optional = true)]
    public partial Quantity? AverageValue { get; init; }
}

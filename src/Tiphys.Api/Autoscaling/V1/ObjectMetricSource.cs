using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Goal for a metric that describes a single Kubernetes object.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ObjectMetricSource")]
public sealed partial record ObjectMetricSource
{
    /// <summary>The object described by the metric.</summary>
    [ApiField("target", 1)]
    public partial CrossVersionObjectReference Target { get; init; }

    /// <summary>Name of the metric to read.</summary>
    [ApiField("metricName", 2)]
    public partial string MetricName { get; init; }

    /// <summary>Value of the metric to aim for, as a quantity.</summary>
    [ApiField("targetValue", 3)]
    public partial Quantity TargetValue { get; init; }

    /// <summary>Label query passed to the metrics server to narrow the metric; without it only the name is used.</summary>
    [ApiField("selector", 4, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Value to aim for after dividing the metric by the number of pods.</summary>
    [ApiField("averageValue", 5, OmitEmpty = true, Optional = true)]
    public partial Quantity? AverageValue { get; init; }
}

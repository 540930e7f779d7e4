using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Last reading of a metric that is not tied to any Kubernetes object.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ExternalMetricStatus")]
public sealed partial record ExternalMetricStatus
{
    /// <summary>Name of the outside metric that was read.</summary>
    [ApiField("metricName", 1)]
    public partial string MetricName { get; init; }

    /// <summary>Label query that picked the time series of the outside metric.</summary>
    [ApiField("metricSelector", 2, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? MetricSelector { get; init; }

    /// <summary>Most recent total value of the metric.</summary>
    [ApiField("currentValue", 3)]
    public partial Quantity CurrentValue { get; init; }

    /// <summary>Most recent value of the metric divided by the number of pods.</summary>
    [ApiField("currentAverageValue", 4, OmitEmpty = true, Optional = true)]
    public partial Quantity? CurrentAverageValue { get; init; }
}

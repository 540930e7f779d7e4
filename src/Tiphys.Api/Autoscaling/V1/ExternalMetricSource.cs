using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Goal for a metric that is not tied to any Kubernetes object.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ExternalMetricSource")]
public sealed partial record ExternalMetricSource
{
    /// <summary>Name of the outside metric to read.</summary>
    [ApiField("metricName", 1)]
    public partial string MetricName { get; init; }

    /// <summary>Label query that picks one time series of the outside metric.</summary>
    [ApiField("metricSelector", 2, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? MetricSelector { get; init; }

    /// <summary>Total value to aim for, mutually exclusive with targetAverageValue.</summary>
    [ApiField("targetValue", 3, OmitEmpty = true, Optional = true)]
    public partial Quantity? TargetValue { get; init; }

    /// <summary>Value per pod to aim for, mutually exclusive with targetValue.</summary>
    [ApiField("targetAverageValue", 4, OmitEmpty = true, Optional = true)]
    public partial Quantity? TargetAverageValue { get; init; }
}

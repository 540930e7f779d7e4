using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Goal for a custom metric averaged over the pods of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v1.PodsMetricSource")]
public sealed partial record PodsMetricSource
{
    /// <summary>Name of the metric to read from each pod.</summary>
    [ApiField("metricName", 1)]
    public partial string MetricName { get; init; }

    /// <summary>Mean value per pod to aim for, as a quantity.</summary>
    [ApiField("targetAverageValue", 2)]
    public partial Quantity TargetAverageValue { get; init; }

    /// <summary>Label query passed to the metrics server to narrow the metric; without it only the name is used.</summary>
    [ApiField("selector", 3, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? Selector { get; init; }
}

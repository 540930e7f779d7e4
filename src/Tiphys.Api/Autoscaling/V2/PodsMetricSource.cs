namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Goal for a custom metric averaged over the pods of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v2.PodsMetricSource")]
public sealed partial record PodsMetricSource
{
    /// <summary>Name and optional selector of the metric to read from each pod.</summary>
    [ApiField("metric", 1)]
    public partial MetricIdentifier Metric { get; init; }

    /// <summary>The mean value per pod to aim for.</summary>
    [ApiField("target", 2)]
    public partial MetricTarget Target { get; init; }
}

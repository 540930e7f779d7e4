namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Last reading of a custom metric averaged over the pods of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v2.PodsMetricStatus")]
public sealed partial record PodsMetricStatus
{
    /// <summary>Name and optional selector of the metric that was read from each pod.</summary>
    [ApiField("metric", 1)]
    public partial MetricIdentifier Metric { get; init; }

    /// <summary>Most recent mean found over all pods considered.</summary>
    [ApiField("current", 2)]
    public partial MetricValueStatus Current { get; init; }
}

namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Last reading of a metric that is not tied to any Kubernetes object.</summary>
[ApiType("io.k8s.api.autoscaling.v2.ExternalMetricStatus")]
public sealed partial record ExternalMetricStatus
{
    /// <summary>Name and optional selector of the outside metric that was read.</summary>
    [ApiField("metric", 1)]
    public partial MetricIdentifier Metric { get; init; }

    /// <summary>Most recent value found for the outside metric.</summary>
    [ApiField("current", 2)]
    public partial MetricValueStatus Current { get; init; }
}

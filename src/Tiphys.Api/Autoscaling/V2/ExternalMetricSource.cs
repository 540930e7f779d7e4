namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Goal for a metric that is not tied to any Kubernetes object.</summary>
[ApiType("io.k8s.api.autoscaling.v2.ExternalMetricSource")]
public sealed partial record ExternalMetricSource
{
    /// <summary>Name and optional selector of the outside metric to read.</summary>
    [ApiField("metric", 1)]
    public partial MetricIdentifier Metric { get; init; }

    /// <summary>The value to aim for, given as a total or per pod.</summary>
    [ApiField("target", 2)]
    public partial MetricTarget Target { get; init; }
}

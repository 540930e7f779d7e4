namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Goal for a metric that describes a single Kubernetes object.</summary>
[ApiType("io.k8s.api.autoscaling.v2.ObjectMetricSource")]
public sealed partial record ObjectMetricSource
{
    /// <summary>The object that the metric tells about.</summary>
    [ApiField("describedObject", 1)]
    public partial CrossVersionObjectReference DescribedObject { get; init; }

    /// <summary>The value to aim for, given as a total or per pod.</summary>
    [ApiField("target", 2)]
    public partial MetricTarget Target { get; init; }

    /// <summary>Name and optional selector of the metric to read.</summary>
    [ApiField("metric", 3)]
    public partial MetricIdentifier Metric { get; init; }
}

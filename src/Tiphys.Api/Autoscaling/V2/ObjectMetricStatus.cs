namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Last reading of a metric that describes a single Kubernetes object.</summary>
[ApiType("io.k8s.api.autoscaling.v2.ObjectMetricStatus")]
public sealed partial record ObjectMetricStatus
{
    /// <summary>Name and optional selector of the metric that was read.</summary>
    [ApiField("metric", 1)]
    public partial MetricIdentifier Metric { get; init; }

    /// <summary>Most recent value found for the metric.</summary>
    [ApiField("current", 2)]
    public partial MetricValueStatus Current { get; init; }

    /// <summary>The object that the metric tells about.</summary>
    [ApiField("describedObject", 3)]
    public partial CrossVersionObjectReference DescribedObject { get; init; }
}

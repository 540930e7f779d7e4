namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Last reading of a compute resource used by the pods of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v2.ResourceMetricStatus")]
public sealed partial record ResourceMetricStatus
{
    /// <summary>Name of the resource that was measured.</summary>
    [ApiField("name", 1, TypeName = "v1.ResourceName")]
    public partial string Name { get; init; }

    /// <summary>Most recent use found for the resource.</summary>
    [ApiField("current", 2)]
    public partial MetricValueStatus Current { get; init; }
}

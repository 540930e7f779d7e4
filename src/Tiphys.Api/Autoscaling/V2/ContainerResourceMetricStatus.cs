namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Last reading of a compute resource used by one container in each pod of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v2.ContainerResourceMetricStatus")]
public sealed partial record ContainerResourceMetricStatus
{
    /// <summary>Name of the resource that was measured.</summary>
    [ApiField("name", 1, TypeName = "v1.ResourceName")]
    public partial string Name { get; init; }

    /// <summary>Most recent use found for the resource in that container.</summary>
    [ApiField("current", 2)]
    public partial MetricValueStatus Current { get; init; }

    /// <summary>Name of the container that was measured in every pod.</summary>
    [ApiField("container", 3)]
    public partial string Container { get; init; }
}

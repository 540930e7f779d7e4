namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Last reading of a compute resource used by one container in each pod of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ContainerResourceMetricStatus")]
public sealed partial record ContainerResourceMetricStatus
{
    /// <summary>Name of the resource that was measured.</summary>
    [ApiField("name", 1, TypeName = "v1.ResourceName")]
    public partial string Name { get; init; }

    /// <summary>Most recent mean use in percent of the request, present only when the goal is a percentage.</summary>
    [ApiField("currentAverageUtilization", 2, OmitEmpty = true, Optional = true)]
    public partial int? CurrentAverageUtilization { get; init; }

    /// <summary>Most recent mean use per container, as an absolute quantity.</summary>
    [ApiField("currentAverageValue", 3)]
    public partial Quantity CurrentAverageValue { get; init; }

    /// <summary>Name of the container that was measured in every pod.</summary>
    [ApiField("container", 4)]
    public partial string Container { get; init; }
}

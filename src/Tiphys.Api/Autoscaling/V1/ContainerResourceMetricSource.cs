namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Goal for a compute resource used by one container in each pod of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ContainerResourceMetricSource")]
public sealed partial record ContainerResourceMetricSource
{
    /// <summary>Name of the resource to watch, such as cpu or memory.</summary>
    [ApiField("name", 1, TypeName = "v1.ResourceName")]
    public partial string Name { get; init; }

    /// <summary>Mean use to aim for, in percent of the amount requested by the container.</summary>
    [ApiField("targetAverageUtilization", 2, OmitEmpty = true, Optional = true)]
    public partial int? TargetAverageUtilization { get; init; }

    /// <summary>Mean use per container to aim for, as an absolute quantity instead of a percentage.</summary>
    [ApiField("targetAverageValue", 3, OmitEmpty = true, Optional = true)]
    public partial Quantity? TargetAverageValue { get; init; }

    /// <summary>Name of the container whose use is measured in every pod.</summary>
    [ApiField("container", 5)]
    public partial string Container { get; init; }
}

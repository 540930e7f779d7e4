namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Goal for a compute resource used by the pods of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ResourceMetricSource")]
public sealed partial record ResourceMetricSource
{
    /// <summary>Name of the resource to watch, such as cpu or memory.</summary>
    [ApiField("name", 1, TypeName = "v1.ResourceName")]
    public partial string Name { get; init; }

    /// <summary>Mean use to aim for, in percent of the amount requested by the pods.</summary>
    [ApiField("targetAverageUtilization", 2, OmitEmpty = true, Optional = true)]
    public partial int? TargetAverageUtilization { get; init; }

    /// <summary>Mean use per pod to aim for, as an absolute quantity instead of a percentage.</summary>
    [ApiField("targetAverageValue", 3, OmitEmpty = true, Optional = true)]
    public partial Quantity? TargetAverageValue { get; init; }
}

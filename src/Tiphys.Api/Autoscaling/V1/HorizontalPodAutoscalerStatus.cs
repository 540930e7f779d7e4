namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Observed state of an autoscaler.</summary>
[ApiType("io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerStatus")]
public sealed partial record HorizontalPodAutoscalerStatus
{
    /// <summary>The metadata generation that the autoscaler had processed when writing this status.</summary>
    [ApiField("observedGeneration", 1, OmitEmpty = true, Optional = true)]
    public partial long? ObservedGeneration { get; init; }

    /// <summary>Moment when the autoscaler last altered the pod count of its target.</summary>
    [ApiField("lastScaleTime", 2, OmitEmpty = true, Optional = true)]
    public partial Time? LastScaleTime { get; init; }

    /// <summary>Pod count of the target as last seen by the autoscaler.</summary>
    [ApiField("currentReplicas", 3)]
    public partial int CurrentReplicas { get; init; }

    /// <summary>Pod count that the autoscaler last decided upon.</summary>
    [ApiField("desiredReplicas", 4)]
    public partial int DesiredReplicas { get; init; }

    /// <summary>Average CPU use over all pods as last seen, in percent of the requested CPU.</summary>
    [ApiField("currentCPUUtilizationPercentage", 5, OmitEmpty = true, Optional = true)]
    public partial int? CurrentCPUUtilizationPercentage { get; init; }
}

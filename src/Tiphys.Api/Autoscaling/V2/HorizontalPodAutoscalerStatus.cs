using Tiphys.Api.Schemas;

namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Observed state of an autoscaler.</summary>
[ApiType("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerStatus")]
public sealed partial record HorizontalPodAutoscalerStatus
{
    /// <summary>The metadata generation that the autoscaler had processed when writing this status.</summary>
    [ApiField("observedGeneration", 1, OmitEmpty = true, Optional = true)]
    public partial long? ObservedGeneration { get; init; }

    /// <summary>Moment when the autoscaler last altered the pod count of its target.</summary>
    [ApiField("lastScaleTime", 2, OmitEmpty = true, Optional = true)]
    public partial Time? LastScaleTime { get; init; }

    /// <summary>Pod count of the target as last seen by the autoscaler.</summary>
    [ApiField("currentReplicas", 3, OmitEmpty = true, Optional = true)]
    public partial int CurrentReplicas { get; init; }

    /// <summary>Pod count that the autoscaler last decided upon.</summary>
    [ApiField("desiredReplicas", 4)]
    public partial int DesiredReplicas { get; init; }

    /// <summary>Last reading of every metric that the autoscaler works with.</summary>
    [ApiField("currentMetrics", 5, Optional = true)]
    public partial ApiList<MetricStatus> CurrentMetrics { get; init; }

    /// <summary>Findings on whether the autoscaler can act and is being limited, one entry per type.</summary>
    [ApiField("conditions", 6, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<HorizontalPodAutoscalerCondition> Conditions { get; init; }
}

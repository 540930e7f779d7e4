namespace Tiphys.Api.Autoscaling.V2;

/// <summary>One observed aspect of the state of an autoscaler.</summary>
[ApiType("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerCondition")]
public sealed partial record HorizontalPodAutoscalerCondition
{
    /// <summary>Aspect being reported, such as ScalingActive, AbleToScale or ScalingLimited.</summary>
    [ApiField("type", 1, TypeName = "v2.HorizontalPodAutoscalerConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds, given as True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Moment when the status value of the condition last flipped.</summary>
    [ApiField("lastTransitionTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase word for the cause of the latest change.</summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people with more detail about the latest change.</summary>
    [ApiField("message", 5, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}

namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Pacing rules for both directions in which an autoscaler can act.</summary>
[ApiType("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior")]
public sealed partial record HorizontalPodAutoscalerBehavior
{
    /// <summary>Rules for growth, by default at most doubling or adding 4 pods every 15 seconds, whichever is more.</summary>
    [ApiField("scaleUp", 1, OmitEmpty = true, Optional = true)]
    public partial HPAScalingRules? ScaleUp { get; init; }

    /// <summary>Rules for shrinking, by default down to minReplicas after a stabilization window of 300 seconds.</summary>
    [ApiField("scaleDown", 2, OmitEmpty = true, Optional = true)]
    public partial HPAScalingRules? ScaleDown { get; init; }
}

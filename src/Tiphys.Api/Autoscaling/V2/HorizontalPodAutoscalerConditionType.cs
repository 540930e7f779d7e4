namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Known values of <c>HorizontalPodAutoscalerConditionType</c>.</summary>
public static class HorizontalPodAutoscalerConditionType
{
    public const string ScalingActive = "ScalingActive";

    public const string AbleToScale = "AbleToScale";

    public const string ScalingLimited = "ScalingLimited";

    public const string ScaledToZero = "ScaledToZero";
}

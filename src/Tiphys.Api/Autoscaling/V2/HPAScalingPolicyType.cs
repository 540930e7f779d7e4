namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Known values of <c>HPAScalingPolicyType</c>.</summary>
public static class HPAScalingPolicyType
{
    public const string Pods = "Pods";

    public const string Percent = "Percent";
}

namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Known values of <c>ScalingPolicySelect</c>.</summary>
public static class ScalingPolicySelect
{
    public const string Max = "Max";

    public const string Min = "Min";

    public const string Disabled = "Disabled";
}

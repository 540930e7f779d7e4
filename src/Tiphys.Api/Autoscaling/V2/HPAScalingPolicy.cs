namespace Tiphys.Api.Autoscaling.V2;

/// <summary>One permitted rate of change for the pod count.</summary>
[ApiType("io.k8s.api.autoscaling.v2.HPAScalingPolicy")]
public sealed partial record HPAScalingPolicy
{
    /// <summary>How the value is counted, either Pods for an absolute number or Percent of the current count.</summary>
    [ApiField("type", 1, TypeName = "v2.HPAScalingPolicyType")]
    public partial string Type { get; init; }

    /// <summary>Size of the permitted change over the period, which must be positive.</summary>
    [ApiField("value", 2)]
    public partial int Value { get; init; }

    /// <summary>Length in seconds of the period over which the change is measured, from 1 to 1800.</summary>
    [ApiField("periodSeconds", 3)]
    public partial int PeriodSeconds { get; init; }
}

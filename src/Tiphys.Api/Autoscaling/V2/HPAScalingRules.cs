namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Limits how quickly and how readily the pod count may move in one direction.</summary>
[ApiType("io.k8s.api.autoscaling.v2.HPAScalingRules")]
public sealed partial record HPAScalingRules
{
    /// <summary>Seconds of past proposals considered to avoid flapping, from 0 to 3600; defaults to 0 upward and 300 downward.</summary>
    [ApiField("stabilizationWindowSeconds", 3, OmitEmpty = true, Optional = true)]
    public partial int? StabilizationWindowSeconds { get; init; }

    /// <summary>Which policy result applies, Max by default, Min for the smallest change, or Disabled to forbid this direction.</summary>
    [ApiField("selectPolicy", 1, OmitEmpty = true, Optional = true, TypeName = "v2.ScalingPolicySelect")]
    public partial string? SelectPolicy { get; init; }

    /// <summary>Permitted rates of change, each evaluated over its own period, with built-in ones used when absent.</summary>
    [ApiField("policies", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<HPAScalingPolicy> Policies { get; init; }

    /// <summary>
    /// Relative deviation from the goal that is ignored, as a fraction; falls back to the cluster-wide value, normally 0.1.
    /// </summary>
    [ApiField("tolerance", 4, OmitEmpty = true, Optional = true)]
    public partial Quantity? Tolerance { get; init; }
}

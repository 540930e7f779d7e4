namespace Tiphys.Api.Autoscaling.V1;

/// <summary>Target, replica bounds and CPU goal of an autoscaler.</summary>
[ApiType("io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec")]
public sealed partial record HorizontalPodAutoscalerSpec
{
    /// <summary>The workload to resize, which must offer the scale subresource.</summary>
    [ApiField("scaleTargetRef", 1)]
    public partial CrossVersionObjectReference ScaleTargetRef { get; init; }

    /// <summary>Smallest pod count the autoscaler may choose, 1 by default, with 0 needing a feature gate and suitable metrics.</summary>
    [ApiField("minReplicas", 2, OmitEmpty = true, Optional = true)]
    public partial int? MinReplicas { get; init; }

    /// <summary>Largest pod count the autoscaler may choose, never below minReplicas.</summary>
    [ApiField("maxReplicas", 3)]
    public partial int MaxReplicas { get; init; }

    /// <summary>Average CPU use to aim for, as a percentage of what the pods request; defaults to 80.</summary>
    [ApiField("targetCPUUtilizationPercentage", 4, OmitEmpty = true, Optional = true)]
    public partial int? TargetCPUUtilizationPercentage { get; init; }
}

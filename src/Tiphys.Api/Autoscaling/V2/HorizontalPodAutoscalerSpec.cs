namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Target, replica bounds, metrics and scaling pace of an autoscaler.</summary>
[ApiType("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec")]
public sealed partial record HorizontalPodAutoscalerSpec
{
    /// <summary>The workload to resize, which must offer the scale subresource and whose pods supply the metrics.</summary>
    [ApiField("scaleTargetRef", 1)]
    public partial CrossVersionObjectReference ScaleTargetRef { get; init; }

    /// <summary>
    /// Smallest pod count the autoscaler may choose, 1 by default, with 0 needing a feature gate and an Object or External metric.
    /// </summary>
    [ApiField("minReplicas", 2, OmitEmpty = true, Optional = true)]
    public partial int? MinReplicas { get; init; }

    /// <summary>Largest pod count the autoscaler may choose, never below minReplicas.</summary>
    [ApiField("maxReplicas", 3)]
    public partial int MaxReplicas { get; init; }

    /// <summary>Metrics to evaluate, of which the largest proposed count wins; defaults to 80 percent average CPU use.</summary>
    [ApiField("metrics", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<MetricSpec> Metrics { get; init; }

    /// <summary>Separate pacing rules for growing and shrinking, with built-in defaults when absent.</summary>
    [ApiField("behavior", 5, OmitEmpty = true, Optional = true)]
    public partial HorizontalPodAutoscalerBehavior? Behavior { get; init; }
}

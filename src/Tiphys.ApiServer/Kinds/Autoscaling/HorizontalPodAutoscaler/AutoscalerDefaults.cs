using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Kinds.Conversion;

namespace Tiphys.ApiServer.Kinds.Autoscaling;

/// <summary>Defaults of autoscalers (pkg/apis/autoscaling/v2/defaults.go).</summary>
internal static class AutoscalerDefaults
{
    private static readonly HPAScalingRules Up = new()
    {
        StabilizationWindowSeconds = 0,
        SelectPolicy = "Max",
        Policies = [Policy("Pods", 4), Policy("Percent", 100)],
    };

    private static readonly HPAScalingRules Down = new() { SelectPolicy = "Max", Policies = [Policy("Percent", 100)] };

    public static HorizontalPodAutoscaler Apply(HorizontalPodAutoscaler value) => value with { Spec = Apply(value.Spec) };

    private static HorizontalPodAutoscalerSpec Apply(HorizontalPodAutoscalerSpec spec) => spec with
    {
        MinReplicas = spec.MinReplicas ?? 1,
        Metrics = spec.Metrics.IsEmpty ? [AutoscalerMetrics.Cpu(AutoscalerMetrics.UsualUtilization)] : spec.Metrics,
        Behavior = spec.Behavior is { } behavior
            ? behavior with { ScaleUp = Fill(behavior.ScaleUp, Up), ScaleDown = Fill(behavior.ScaleDown, Down) }
            : null,
    };

    private static HPAScalingRules Fill(HPAScalingRules? rules, HPAScalingRules defaults) => rules is null ? defaults : rules with
    {
        SelectPolicy = rules.SelectPolicy ?? defaults.SelectPolicy,
        StabilizationWindowSeconds = rules.StabilizationWindowSeconds ?? defaults.StabilizationWindowSeconds,
        Policies = rules.Policies.IsDefault ? defaults.Policies : rules.Policies,
    };

    private static HPAScalingPolicy Policy(string type, int value) => new() { Type = type, Value = value, PeriodSeconds = 15 };
}

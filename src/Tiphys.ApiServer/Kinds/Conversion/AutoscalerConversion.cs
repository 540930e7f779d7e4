using System.Text;
using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.ApiServer.Kinds.Autoscaling;
using Tiphys.ApiServer.Registry;
using V1 = Tiphys.Api.Autoscaling.V1;
using V2 = Tiphys.Api.Autoscaling.V2;

namespace Tiphys.ApiServer.Kinds.Conversion;

/// <summary>
/// Autoscalers of autoscaling/v1 know one metric, the CPU; what else the stored ones of v2 have, they carry in annotations
/// (pkg/apis/autoscaling/v1/conversion.go).
/// </summary>
internal sealed class AutoscalerConversion : IVersionConversion
{
    private const string MetricsKey = "autoscaling.alpha.kubernetes.io/metrics";
    private const string StatusesKey = "autoscaling.alpha.kubernetes.io/current-metrics";
    private const string ConditionsKey = "autoscaling.alpha.kubernetes.io/conditions";
    private const string BehaviorKey = "autoscaling.alpha.kubernetes.io/behavior";

    private static readonly string[] Keys = [MetricsKey, StatusesKey, ConditionsKey, BehaviorKey];

    /// <summary>What an autoscaler of version 1 asks for, in the form of version 2: the metrics of its annotation, then the CPU of its field.</summary>
    public static ApiList<V2.MetricSpec> MetricsOf(V1.HorizontalPodAutoscaler value)
    {
        var others = (Read<V1.MetricSpec>(value.Metadata.Annotations, MetricsKey) ?? []).Select(AutoscalerMetrics.ToStored);
        return value.Spec.TargetCPUUtilizationPercentage is { } percent ? [.. others, AutoscalerMetrics.Cpu(percent)] : [.. others];
    }

    /// <summary>What it has measured, in the form of version 2: the annotation, else the CPU of its field.</summary>
    public static ApiList<V2.MetricStatus> CurrentMetricsOf(V1.HorizontalPodAutoscaler value) =>
        Read<V1.MetricStatus>(value.Metadata.Annotations, StatusesKey) is { } statuses ? statuses.Select(AutoscalerMetrics.ToStored).ToApiList()
        : value.Status.CurrentCPUUtilizationPercentage is { } percent ? [AutoscalerMetrics.CurrentCpu(percent)]
        : default;

    public GroupVersionKind Kind => V1.HorizontalPodAutoscaler.GroupVersionKind;

    public GroupVersionKind Stored => V2.HorizontalPodAutoscaler.GroupVersionKind;

    /// <summary>As it is stored: with what version 2 fills in.</summary>
    public IKubernetesObject ToStored(IKubernetesObject value) => AutoscalerDefaults.Apply(ToV2((V1.HorizontalPodAutoscaler)value));

    /// <summary>What an autoscaler of version 1 says, and no more, in the form of version 2.</summary>
    public static V2.HorizontalPodAutoscaler ToV2(V1.HorizontalPodAutoscaler from)
    {
        var annotations = from.Metadata.Annotations;
        var metrics = MetricsOf(from);
        return new V2.HorizontalPodAutoscaler
        {
            Metadata = from.Metadata with { Annotations = Without(annotations) },
            Spec = new V2.HorizontalPodAutoscalerSpec
            {
                ScaleTargetRef = AutoscalerMetrics.ToStored(from.Spec.ScaleTargetRef),
                MinReplicas = from.Spec.MinReplicas,
                MaxReplicas = from.Spec.MaxReplicas,
                Metrics = metrics.IsEmpty ? [AutoscalerMetrics.Cpu(AutoscalerMetrics.UsualUtilization)] : metrics,
                Behavior = annotations.TryGetValue(BehaviorKey, out var behavior) ? AutoscalerBehavior.Read(behavior) : null,
            },
            Status = StatusToStored(from),
        };
    }

    public IKubernetesObject FromStored(IKubernetesObject value)
    {
        var from = (V2.HorizontalPodAutoscaler)value;
        var cpu = from.Spec.Metrics.FirstOrDefault(metric => metric is { Type: "Resource", Resource.Name: "cpu" });
        var others = from.Spec.Metrics.Filter(metric => metric is not { Type: "Resource", Resource: { Name: "cpu", Target.AverageUtilization: not null } });
        var annotations = Without(from.Metadata.Annotations);
        annotations = Write(annotations, MetricsKey, others.Select(AutoscalerMetrics.FromStored));
        annotations = Write(annotations, StatusesKey, from.Status.CurrentMetrics.Select(AutoscalerMetrics.FromStored));
        annotations = from.Spec.Behavior is { } behavior ? annotations.SetItem(BehaviorKey, AutoscalerBehavior.Write(behavior)) : annotations;
        annotations = Write(annotations, ConditionsKey, from.Status.Conditions.Select(AutoscalerMetrics.FromStored));
        return new V1.HorizontalPodAutoscaler
        {
            Metadata = from.Metadata with { Annotations = annotations },
            Spec = new V1.HorizontalPodAutoscalerSpec
            {
                ScaleTargetRef = AutoscalerMetrics.FromStored(from.Spec.ScaleTargetRef),
                MinReplicas = from.Spec.MinReplicas,
                MaxReplicas = from.Spec.MaxReplicas,
                TargetCPUUtilizationPercentage = cpu?.Resource!.Target.AverageUtilization,
            },
            Status = new V1.HorizontalPodAutoscalerStatus
            {
                ObservedGeneration = from.Status.ObservedGeneration,
                LastScaleTime = from.Status.LastScaleTime,
                CurrentReplicas = from.Status.CurrentReplicas,
                DesiredReplicas = from.Status.DesiredReplicas,
                CurrentCPUUtilizationPercentage = from.Status.CurrentMetrics
                    .FirstOrDefault(metric => metric is { Type: "Resource", Resource.Name: "cpu" })?.Resource!.Current.AverageUtilization,
            },
        };
    }

    private static V2.HorizontalPodAutoscalerStatus StatusToStored(V1.HorizontalPodAutoscaler from) => new()
    {
        ObservedGeneration = from.Status.ObservedGeneration,
        LastScaleTime = from.Status.LastScaleTime,
        CurrentReplicas = from.Status.CurrentReplicas,
        DesiredReplicas = from.Status.DesiredReplicas,
        CurrentMetrics = CurrentMetricsOf(from),
        Conditions = Read<V1.HorizontalPodAutoscalerCondition>(from.Metadata.Annotations, ConditionsKey) is { } conditions
            ? conditions.Select(AutoscalerMetrics.ToStored).ToApiList()
            : default,
    };

    private static ApiMap<string> Without(ApiMap<string> annotations) => Keys.Any(annotations.ContainsKey)
        ? annotations.Where(each => !Keys.Contains(each.Key)).ToApiMap() is { IsEmpty: false } left ? left : default
        : annotations;

    private static ApiMap<string> Write<T>(ApiMap<string> annotations, string key, IEnumerable<T> items)
        where T : class, IApiType<T>
    {
        var texts = items.Select(item => Encoding.UTF8.GetString(ApiJson.Write(item))).ToList();
        return texts.Count == 0 ? annotations : annotations.SetItem(key, $"[{string.Join(",", texts)}]");
    }

    // An annotation that somebody has broken says nothing.
    private static List<T>? Read<T>(ApiMap<string> annotations, string key)
        where T : class, IApiType<T>
    {
        if (!annotations.TryGetValue(key, out var text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.EnumerateArray().Select(item => ApiJson.Read<T>(Encoding.UTF8.GetBytes(item.GetRawText()))).ToList();
        }
        catch (Exception error) when (error is JsonException or JsonDecodeException or InvalidOperationException)
        {
            return null;
        }
    }
}

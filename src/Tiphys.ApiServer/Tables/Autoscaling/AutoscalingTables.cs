using System.Globalization;
using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Kinds.Conversion;
using V1 = Tiphys.Api.Autoscaling.V1;

namespace Tiphys.ApiServer.Tables.Autoscaling;

/// <summary>Autoscalers, of both versions.</summary>
internal static class AutoscalingTables
{
    private const int ShownMetrics = 2;

    public static IEnumerable<KindTable> All => [Columns().Build<V1.HorizontalPodAutoscaler>(Row.Of), Columns().Build<HorizontalPodAutoscaler>(Row.Of)];

    private static TableBuilder<Row> Columns() => new TableBuilder<Row>()
        .Name()
        .Text("Reference", "What is scaled.", row => row.Reference)
        .Text("Targets", "Metrics: how they are, and how they should be.", row => row.Targets)
        .Text("MinPods", "Smallest number of pods.", row => row.MinReplicas?.ToString(CultureInfo.InvariantCulture) ?? TableText.Unset)
        .Integer("MaxPods", "Greatest number of pods.", row => row.MaxReplicas).Typed("string")
        .Integer("Replicas", "Number of pods now.", row => row.Replicas).Typed("string")
        .Age();

    private static string MetricTexts(ApiList<MetricSpec> specs, ApiList<MetricStatus> statuses)
    {
        var texts = specs.Select((spec, i) => Target(spec, i < statuses.Count ? statuses[i] : MetricStatus.Empty)).ToArray();
        return texts.Length == 0 ? TableText.None : TableText.Some(texts, ShownMetrics, ", ");
    }

    private static string Target(MetricSpec spec, MetricStatus status) => spec.Type switch
    {
        MetricSourceType.External => ValueOrAverage(spec.External?.Target, status.External?.Current),
        MetricSourceType.Object => ValueOrAverage(spec.Object?.Target, status.Object?.Current),
        MetricSourceType.Pods => $"{Current(status.Pods?.Current, each => each.AverageValue)}/{spec.Pods?.Target.AverageValue}",
        MetricSourceType.Resource => Utilization(spec.Resource?.Name, spec.Resource?.Target, status.Resource?.Current),
        MetricSourceType.ContainerResource =>
            Utilization(spec.ContainerResource?.Name, spec.ContainerResource?.Target, status.ContainerResource?.Current),
        _ => "<unknown type>",
    };

    private static string ValueOrAverage(MetricTarget? target, MetricValueStatus? current) => target?.AverageValue is { } average
        ? $"{Current(current, each => each.AverageValue)}/{average} (avg)"
        : $"{Current(current, each => each.Value)}/{target?.Value}";

    private static string Utilization(string? name, MetricTarget? target, MetricValueStatus? current) => target?.AverageValue is { } average
        ? $"{name}: {Current(current, each => each.AverageValue)}/{average}"
        : $"{name}: {Percent(current?.AverageUtilization, TableText.Unknown)}/{Percent(target?.AverageUtilization, "<auto>")}";

    private static string Percent(int? percent, string otherwise) => percent is { } number ? $"{number}%" : otherwise;

    private static string Current(MetricValueStatus? status, Func<MetricValueStatus, Quantity?> value) =>
        status is not null && value(status) is { } quantity ? quantity.ToString() : TableText.Unknown;

    private sealed record Row(string Reference, string Targets, int? MinReplicas, int MaxReplicas, int Replicas)
    {
        public static Row Of(HorizontalPodAutoscaler value, DateTimeOffset now) => new(
            $"{value.Spec.ScaleTargetRef.Kind}/{value.Spec.ScaleTargetRef.Name}",
            MetricTexts(value.Spec.Metrics, value.Status.CurrentMetrics),
            value.Spec.MinReplicas,
            value.Spec.MaxReplicas,
            value.Status.CurrentReplicas);

        public static Row Of(V1.HorizontalPodAutoscaler value, DateTimeOffset now) => new(
            $"{value.Spec.ScaleTargetRef.Kind}/{value.Spec.ScaleTargetRef.Name}",
            MetricTexts(AutoscalerConversion.MetricsOf(value), AutoscalerConversion.CurrentMetricsOf(value)),
            value.Spec.MinReplicas,
            value.Spec.MaxReplicas,
            value.Status.CurrentReplicas);
    }
}

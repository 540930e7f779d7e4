using System.Text;
using System.Text.Json;
using Tiphys.Api.Autoscaling.V2;
using Tiphys.Api.Json;
using V1 = Tiphys.Api.Autoscaling.V1;

namespace Tiphys.ApiServer.Kinds.Autoscaling;

/// <summary>
/// Metrics of an autoscaler of version 1 in the form of version 2. Version 1 has a field for CPU utilization alone; its annotations hold the others.
/// </summary>
internal static class MetricConversion
{
    public const string SpecAnnotation = "autoscaling.alpha.kubernetes.io/metrics";
    public const string StatusAnnotation = "autoscaling.alpha.kubernetes.io/current-metrics";

    public static ApiList<MetricSpec> Specs(V1.HorizontalPodAutoscaler value)
    {
        var others = Read<V1.MetricSpec>(value.Metadata.Annotations.GetValueOrDefault(SpecAnnotation)).Select(ToV2);
        return value.Spec.TargetCPUUtilizationPercentage is { } cpu ? [.. others, Cpu(cpu)] : [.. others];
    }

    public static ApiList<MetricStatus> Statuses(V1.HorizontalPodAutoscaler value)
    {
        var known = Read<V1.MetricStatus>(value.Metadata.Annotations.GetValueOrDefault(StatusAnnotation));
        if (known.Count > 0 || value.Status.CurrentCPUUtilizationPercentage is not { } cpu)
        {
            return [.. known.Select(ToV2)];
        }

        var current = new MetricValueStatus { AverageUtilization = cpu };
        return [new MetricStatus { Type = MetricSourceType.Resource, Resource = new ResourceMetricStatus { Name = "cpu", Current = current } }];
    }

    /// <summary>CPU utilization in percent of the requests.</summary>
    public static MetricSpec Cpu(int percent) => new()
    {
        Type = MetricSourceType.Resource,
        Resource = new ResourceMetricSource
        {
            Name = "cpu",
            Target = new MetricTarget { Type = MetricTargetType.Utilization, AverageUtilization = percent },
        },
    };

    // What cannot be read counts as not there, as upstream has it.
    private static List<T> Read<T>(string? json)
        where T : class, IApiType<T>
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? document.RootElement.EnumerateArray().Select(item => ApiJson.Read<T>(Encoding.UTF8.GetBytes(item.GetRawText()))).ToList()
                : [];
        }
        catch (Exception error) when (error is JsonException or JsonDecodeException)
        {
            return [];
        }
    }

    private static MetricSpec ToV2(V1.MetricSpec spec) => new()
    {
        Type = spec.Type,
        Object = spec.Object is { } item ? ToV2(item) : null,
        Pods = spec.Pods is { } pods
            ? new PodsMetricSource { Metric = Metric(pods.MetricName, pods.Selector), Target = Target(null, pods.TargetAverageValue, null) }
            : null,
        Resource = spec.Resource is { } resource
            ? new ResourceMetricSource { Name = resource.Name, Target = Target(null, resource.TargetAverageValue, resource.TargetAverageUtilization) }
            : null,
        ContainerResource = spec.ContainerResource is { } container
            ? new ContainerResourceMetricSource
            {
                Name = container.Name,
                Container = container.Container,
                Target = Target(null, container.TargetAverageValue, container.TargetAverageUtilization),
            }
            : null,
        External = spec.External is { } external
            ? new ExternalMetricSource
            {
                Metric = Metric(external.MetricName, external.MetricSelector),
                Target = Target(external.TargetValue, external.TargetAverageValue, null),
            }
            : null,
    };

    // A value of zero beside an average is one that version 1 could not leave out.
    private static ObjectMetricSource ToV2(V1.ObjectMetricSource source) => new()
    {
        DescribedObject = Reference(source.Target),
        Metric = Metric(source.MetricName, source.Selector),
        Target = source.AverageValue is null
            ? Target(source.TargetValue, null, null)
            : Target(source.TargetValue.IsZero ? (Quantity?)null : source.TargetValue, source.AverageValue, null) with { Type = MetricTargetType.AverageValue },
    };

    private static MetricStatus ToV2(V1.MetricStatus status) => new()
    {
        Type = status.Type,
        Object = status.Object is { } item
            ? new ObjectMetricStatus
            {
                DescribedObject = Reference(item.Target),
                Metric = Metric(item.MetricName, item.Selector),
                Current = new MetricValueStatus { Value = item.CurrentValue, AverageValue = item.AverageValue },
            }
            : null,
        Pods = status.Pods is { } pods
            ? new PodsMetricStatus { Metric = Metric(pods.MetricName, pods.Selector), Current = new MetricValueStatus { AverageValue = pods.CurrentAverageValue } }
            : null,
        Resource = status.Resource is { } resource
            ? new ResourceMetricStatus { Name = resource.Name, Current = Current(resource.CurrentAverageValue, resource.CurrentAverageUtilization) }
            : null,
        ContainerResource = status.ContainerResource is { } container
            ? new ContainerResourceMetricStatus
            {
                Name = container.Name,
                Container = container.Container,
                Current = Current(container.CurrentAverageValue, container.CurrentAverageUtilization),
            }
            : null,
        External = status.External is { } external
            ? new ExternalMetricStatus
            {
                Metric = Metric(external.MetricName, external.MetricSelector),
                Current = new MetricValueStatus { Value = external.CurrentValue, AverageValue = external.CurrentAverageValue },
            }
            : null,
    };

    private static MetricTarget Target(Quantity? value, Quantity? average, int? utilization) => new()
    {
        Type = utilization is not null ? MetricTargetType.Utilization : value is not null ? MetricTargetType.Value : MetricTargetType.AverageValue,
        Value = value,
        AverageValue = average,
        AverageUtilization = utilization,
    };

    private static MetricValueStatus Current(Quantity average, int? utilization) => new() { AverageValue = average, AverageUtilization = utilization };

    private static MetricIdentifier Metric(string name, Tiphys.Api.Meta.V1.LabelSelector? selector) => new() { Name = name, Selector = selector };

    private static CrossVersionObjectReference Reference(V1.CrossVersionObjectReference reference) =>
        new() { Kind = reference.Kind, Name = reference.Name, APIVersion = reference.APIVersion };
}

using V1 = Tiphys.Api.Autoscaling.V1;
using V2 = Tiphys.Api.Autoscaling.V2;

namespace Tiphys.ApiServer.Kinds.Conversion;

/// <summary>Metrics of autoscalers in the form of autoscaling/v1, which only annotations hold, and in that of v2.</summary>
internal static class AutoscalerMetrics
{
    /// <summary>CPU utilization, in percent of the requests, of an autoscaler that names no metric.</summary>
    public const int UsualUtilization = 80;

    public static V2.MetricSpec Cpu(int percent) => new()
    {
        Type = "Resource",
        Resource = new V2.ResourceMetricSource { Name = "cpu", Target = new V2.MetricTarget { Type = "Utilization", AverageUtilization = percent } },
    };

    public static V2.MetricStatus CurrentCpu(int percent) => new()
    {
        Type = "Resource",
        Resource = new V2.ResourceMetricStatus { Name = "cpu", Current = new V2.MetricValueStatus { AverageUtilization = percent } },
    };

    public static V2.CrossVersionObjectReference ToStored(V1.CrossVersionObjectReference from) => new() { Kind = from.Kind, Name = from.Name, APIVersion = from.APIVersion };

    public static V1.CrossVersionObjectReference FromStored(V2.CrossVersionObjectReference from) => new() { Kind = from.Kind, Name = from.Name, APIVersion = from.APIVersion };

    public static V2.HorizontalPodAutoscalerCondition ToStored(V1.HorizontalPodAutoscalerCondition from) => new()
    {
        Type = from.Type, Status = from.Status, LastTransitionTime = from.LastTransitionTime, Reason = from.Reason, Message = from.Message,
    };

    public static V1.HorizontalPodAutoscalerCondition FromStored(V2.HorizontalPodAutoscalerCondition from) => new()
    {
        Type = from.Type, Status = from.Status, LastTransitionTime = from.LastTransitionTime, Reason = from.Reason, Message = from.Message,
    };

    public static V2.MetricSpec ToStored(V1.MetricSpec from) => new()
    {
        Type = from.Type,
        Object = from.Object is { } target ? new V2.ObjectMetricSource
        {
            DescribedObject = ToStored(target.Target),
            Metric = new V2.MetricIdentifier { Name = target.MetricName, Selector = target.Selector },
            Target = target.AverageValue is null
                ? new V2.MetricTarget { Type = "Value", Value = target.TargetValue }
                : new V2.MetricTarget { Type = "AverageValue", Value = target.TargetValue.IsZero ? (Quantity?)null : target.TargetValue, AverageValue = target.AverageValue },
        }
        : null,
        Pods = from.Pods is { } pods ? new V2.PodsMetricSource
        {
            Metric = new V2.MetricIdentifier { Name = pods.MetricName, Selector = pods.Selector },
            Target = new V2.MetricTarget { Type = "AverageValue", AverageValue = pods.TargetAverageValue },
        }
        : null,
        Resource = from.Resource is { } resource
            ? new V2.ResourceMetricSource { Name = resource.Name, Target = Target(resource.TargetAverageUtilization, resource.TargetAverageValue) }
            : null,
        ContainerResource = from.ContainerResource is { } own ? new V2.ContainerResourceMetricSource
        {
            Name = own.Name, Container = own.Container, Target = Target(own.TargetAverageUtilization, own.TargetAverageValue),
        }
        : null,
        External = from.External is { } external ? new V2.ExternalMetricSource
        {
            Metric = new V2.MetricIdentifier { Name = external.MetricName, Selector = external.MetricSelector },
            Target = new V2.MetricTarget
            {
                Type = external.TargetValue is null ? "AverageValue" : "Value", Value = external.TargetValue, AverageValue = external.TargetAverageValue,
            },
        }
        : null,
    };

    public static V1.MetricSpec FromStored(V2.MetricSpec from) => new()
    {
        Type = from.Type,
        Object = from.Object is { } target ? new V1.ObjectMetricSource
        {
            Target = FromStored(target.DescribedObject),
            MetricName = target.Metric.Name,
            TargetValue = target.Target.Value ?? Quantity.Zero,
            Selector = target.Metric.Selector,
            AverageValue = target.Target.AverageValue,
        }
        : null,
        Pods = from.Pods is { } pods ? new V1.PodsMetricSource
        {
            MetricName = pods.Metric.Name, TargetAverageValue = pods.Target.AverageValue ?? Quantity.Zero, Selector = pods.Metric.Selector,
        }
        : null,
        Resource = from.Resource is { } resource ? new V1.ResourceMetricSource
        {
            Name = resource.Name, TargetAverageUtilization = resource.Target.AverageUtilization, TargetAverageValue = resource.Target.AverageValue,
        }
        : null,
        ContainerResource = from.ContainerResource is { } own ? new V1.ContainerResourceMetricSource
        {
            Name = own.Name, Container = own.Container, TargetAverageUtilization = own.Target.AverageUtilization, TargetAverageValue = own.Target.AverageValue,
        }
        : null,
        External = from.External is { } external ? new V1.ExternalMetricSource
        {
            MetricName = external.Metric.Name,
            MetricSelector = external.Metric.Selector,
            TargetValue = external.Target.Value,
            TargetAverageValue = external.Target.AverageValue,
        }
        : null,
    };

    public static V2.MetricStatus ToStored(V1.MetricStatus from) => new()
    {
        Type = from.Type,
        Object = from.Object is { } target ? new V2.ObjectMetricStatus
        {
            DescribedObject = ToStored(target.Target),
            Metric = new V2.MetricIdentifier { Name = target.MetricName, Selector = target.Selector },
            Current = new V2.MetricValueStatus { Value = target.CurrentValue, AverageValue = target.AverageValue },
        }
        : null,
        Pods = from.Pods is { } pods ? new V2.PodsMetricStatus
        {
            Metric = new V2.MetricIdentifier { Name = pods.MetricName, Selector = pods.Selector },
            Current = new V2.MetricValueStatus { AverageValue = pods.CurrentAverageValue },
        }
        : null,
        Resource = from.Resource is { } resource ? new V2.ResourceMetricStatus
        {
            Name = resource.Name,
            Current = new V2.MetricValueStatus { AverageValue = resource.CurrentAverageValue, AverageUtilization = resource.CurrentAverageUtilization },
        }
        : null,
        ContainerResource = from.ContainerResource is { } own ? new V2.ContainerResourceMetricStatus
        {
            Name = own.Name,
            Container = own.Container,
            Current = new V2.MetricValueStatus { AverageValue = own.CurrentAverageValue, AverageUtilization = own.CurrentAverageUtilization },
        }
        : null,
        External = from.External is { } external ? new V2.ExternalMetricStatus
        {
            Metric = new V2.MetricIdentifier { Name = external.MetricName, Selector = external.MetricSelector },
            Current = new V2.MetricValueStatus { Value = external.CurrentValue, AverageValue = external.CurrentAverageValue },
        }
        : null,
    };

    public static V1.MetricStatus FromStored(V2.MetricStatus from) => new()
    {
        Type = from.Type,
        Object = from.Object is { } target ? new V1.ObjectMetricStatus
        {
            Target = FromStored(target.DescribedObject),
            MetricName = target.Metric.Name,
            CurrentValue = target.Current.Value ?? Quantity.Zero,
            Selector = target.Metric.Selector,
            AverageValue = target.Current.AverageValue,
        }
        : null,
        Pods = from.Pods is { } pods ? new V1.PodsMetricStatus
        {
            MetricName = pods.Metric.Name, CurrentAverageValue = pods.Current.AverageValue ?? Quantity.Zero, Selector = pods.Metric.Selector,
        }
        : null,
        Resource = from.Resource is { } resource ? new V1.ResourceMetricStatus
        {
            Name = resource.Name,
            CurrentAverageUtilization = resource.Current.AverageUtilization,
            CurrentAverageValue = resource.Current.AverageValue ?? Quantity.Zero,
        }
        : null,
        ContainerResource = from.ContainerResource is { } own ? new V1.ContainerResourceMetricStatus
        {
            Name = own.Name,
            Container = own.Container,
            CurrentAverageUtilization = own.Current.AverageUtilization,
            CurrentAverageValue = own.Current.AverageValue ?? Quantity.Zero,
        }
        : null,
        External = from.External is { } external ? new V1.ExternalMetricStatus
        {
            MetricName = external.Metric.Name,
            MetricSelector = external.Metric.Selector,
            CurrentValue = external.Current.Value ?? Quantity.Zero,
            CurrentAverageValue = external.Current.AverageValue,
        }
        : null,
    };

    private static V2.MetricTarget Target(int? utilization, Quantity? average) =>
        new() { Type = utilization is null ? "AverageValue" : "Utilization", AverageUtilization = utilization, AverageValue = average };
}

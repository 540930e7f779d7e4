using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Autoscaling;

/// <content>Metrics.</content>
internal static partial class AutoscalerValidation
{
    private static readonly string[] Types =
    [
        MetricSourceType.ContainerResource, MetricSourceType.External, MetricSourceType.Object, MetricSourceType.Pods, MetricSourceType.Resource,
    ];

    private static void CheckMetrics(HorizontalPodAutoscalerSpec spec, HorizontalPodAutoscalerSpec? old, FieldErrors errors, FieldPath path)
    {
        var anyVersion = old?.Metrics.Any(metric => metric.Object is { } item && VersionProblem(item.DescribedObject.APIVersion, true) is not null) == true;
        for (var i = 0; i < spec.Metrics.Count; i++)
        {
            CheckMetric(spec.Metrics[i], anyVersion, errors, path.Index(i));
        }

        if (spec.MinReplicas == 0 && !spec.Metrics.Any(metric => metric.Type is MetricSourceType.Object or MetricSourceType.External))
        {
            errors.Forbidden(path, "must specify at least one Object or External metric to support scaling to zero replicas");
        }
    }

    private static void CheckMetric(MetricSpec metric, bool anyVersion, FieldErrors errors, FieldPath path)
    {
        if (metric.Type.Length == 0)
        {
            errors.Required(path.Child("type"), "must specify a metric source type");
        }

        errors.CheckSupported(path.Child("type"), metric.Type, Types);
        var present = Sources(metric, anyVersion, errors).ToList();
        if (present.Count > 0)
        {
            present[0].Check(path.Child(present[0].Field));
        }

        var expected = Types.Contains(metric.Type) ? char.ToLowerInvariant(metric.Type[0]) + metric.Type[1..] : "";
        if (expected.Length == 0)
        {
            errors.NotSupported(path.Child("type"), metric.Type, Types);
        }
        else if (!present.Any(source => source.Field == expected))
        {
            errors.Required(path.Child(expected), "must populate information for the given metric source");
        }

        foreach (var source in present.Count == 1 ? [] : present.Where(source => source.Field != expected))
        {
            errors.Forbidden(path.Child(source.Field), "must populate the given metric source only");
        }
    }

    private static IEnumerable<(string Field, Action<FieldPath> Check)> Sources(MetricSpec metric, bool anyVersion, FieldErrors errors)
    {
        if (metric.Object is { } item)
        {
            yield return ("object", path =>
            {
                CheckReference(item.DescribedObject, anyVersion, true, errors, path.Child("describedObject"));
                CheckValue(item.Metric, item.Target, "must set either a target value or averageValue", errors, path);
            });
        }

        if (metric.External is { } external)
        {
            yield return ("external", path => CheckExternal(external, errors, path));
        }

        if (metric.Pods is { } pods)
        {
            yield return ("pods", path => CheckPods(pods, errors, path));
        }

        if (metric.Resource is { } resource)
        {
            yield return ("resource", path =>
            {
                CheckName(resource.Name, errors, path);
                CheckUtilization(resource.Target, errors, path.Child("target"));
            });
        }

        if (metric.ContainerResource is { } container)
        {
            yield return ("containerResource", path => CheckContainer(container, errors, path));
        }
    }

    private static void CheckExternal(ExternalMetricSource source, FieldErrors errors, FieldPath path)
    {
        CheckValue(source.Metric, source.Target, "must set either a target value for metric or a per-pod target", errors, path);
        if (source.Target is { Value: not null, AverageValue: not null })
        {
            errors.Forbidden(path.Child("target").Child("value"), "may not set both a target value for metric and a per-pod target");
        }
    }

    private static void CheckPods(PodsMetricSource source, FieldErrors errors, FieldPath path)
    {
        CheckIdentifier(source.Metric, errors, path.Child("metric"));
        CheckTarget(source.Target, errors, path.Child("target"));
        if (source.Target.AverageValue is null)
        {
            errors.Required(path.Child("target").Child("averageValue"), "must specify a positive target averageValue");
        }
    }

    private static void CheckContainer(ContainerResourceMetricSource source, FieldErrors errors, FieldPath path)
    {
        CheckName(source.Name, errors, path);
        if (source.Name.Length > 0)
        {
            PodValidation.CheckContainerResourceName(source.Name, errors, path.Child("name"));
        }

        if (source.Container.Length == 0)
        {
            errors.Required(path.Child("container"), "must specify a container");
        }
        else
        {
            errors.InvalidFor(path.Child("container"), source.Container, Formats.Dns1123Label(source.Container));
        }

        CheckUtilization(source.Target, errors, path.Child("target"));
    }

    private static void CheckName(string name, FieldErrors errors, FieldPath path)
    {
        if (name.Length == 0)
        {
            errors.Required(path.Child("name"), "must specify a resource name");
        }
    }

    private static void CheckValue(MetricIdentifier metric, MetricTarget target, string message, FieldErrors errors, FieldPath path)
    {
        CheckIdentifier(metric, errors, path.Child("metric"));
        CheckTarget(target, errors, path.Child("target"));
        if (target is { Value: null, AverageValue: null })
        {
            errors.Required(path.Child("target").Child("averageValue"), message);
        }
    }

    private static void CheckUtilization(MetricTarget target, FieldErrors errors, FieldPath path)
    {
        CheckTarget(target, errors, path);
        if (target is { AverageUtilization: null, AverageValue: null })
        {
            errors.Required(path.Child("averageUtilization"), "must set either a target raw value or a target utilization");
        }

        if (target is { AverageUtilization: not null, AverageValue: not null })
        {
            errors.Forbidden(path.Child("averageValue"), "may not set both a target raw value and a target utilization");
        }
    }

    private static void CheckIdentifier(MetricIdentifier metric, FieldErrors errors, FieldPath path)
    {
        if (metric.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "must specify a metric name");
        }
        else
        {
            errors.InvalidFor(path.Child("name"), metric.Name, Formats.PathSegment(metric.Name));
        }
    }

    private static void CheckTarget(MetricTarget target, FieldErrors errors, FieldPath path)
    {
        if (target.Type.Length == 0)
        {
            errors.Required(path.Child("type"), "must specify a metric target type");
        }

        if (target.Type is not (MetricTargetType.Utilization or MetricTargetType.Value or MetricTargetType.AverageValue))
        {
            errors.Invalid(path.Child("type"), target.Type, "must be either Utilization, Value, or AverageValue");
        }

        if (target.Value is { Sign: <= 0 } value)
        {
            errors.Invalid(path.Child("value"), value.ToString(), "must be positive");
        }

        if (target.AverageValue is { Sign: <= 0 } average)
        {
            errors.Invalid(path.Child("averageValue"), average.ToString(), "must be positive");
        }

        if (target.AverageUtilization is < 1 and { } utilization)
        {
            errors.Invalid(path.Child("averageUtilization"), utilization, "must be greater than 0");
        }
    }
}

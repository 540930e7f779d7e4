using System.Text;
using Tiphys.Api.Apps.V1;
using Tiphys.Api.Autoscaling.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Handlers;

/// <summary>The <c>scale</c> of a workload: its wanted and present number of pods, and how to find them.</summary>
internal static class ScaleConversion
{
    public static Scale From(IKubernetesObject value)
    {
        var (wanted, present, selector) = value switch
        {
            Deployment deployment => (deployment.Spec.Replicas, deployment.Status.Replicas, Text(deployment.Spec.Selector)),
            ReplicaSet set => (set.Spec.Replicas, set.Status.Replicas, Text(set.Spec.Selector)),
            StatefulSet set => (set.Spec.Replicas, set.Status.Replicas, Text(set.Spec.Selector)),
            ReplicationController controller => (controller.Spec.Replicas, controller.Status.Replicas, Text(controller.Spec.Selector)),
            _ => throw new InvalidOperationException($"{value.Kind} has no scale"),
        };
        var metadata = value.Metadata;
        return new Scale
        {
            Metadata = new ObjectMeta
            {
                Name = metadata.Name,
                Namespace = metadata.Namespace,
                UID = metadata.UID,
                ResourceVersion = metadata.ResourceVersion,
                CreationTimestamp = metadata.CreationTimestamp,
            },
            Spec = new ScaleSpec { Replicas = wanted ?? 0 },
            Status = new ScaleStatus { Replicas = present, Selector = selector },
        };
    }

    /// <summary>The workload with the wanted number, and the versions that the scale was made from.</summary>
    public static IKubernetesObject Onto(IKubernetesObject value, Scale scale)
    {
        var metadata = value.Metadata with { ResourceVersion = scale.Metadata.ResourceVersion };
        if (scale.Metadata.UID.Length > 0)
        {
            metadata = metadata with { UID = scale.Metadata.UID };
        }

        var replicas = scale.Spec.Replicas;
        return value switch
        {
            Deployment deployment => deployment with { Metadata = metadata, Spec = deployment.Spec with { Replicas = replicas } },
            ReplicaSet set => set with { Metadata = metadata, Spec = set.Spec with { Replicas = replicas } },
            StatefulSet set => set with { Metadata = metadata, Spec = set.Spec with { Replicas = replicas } },
            ReplicationController controller => controller with { Metadata = metadata, Spec = controller.Spec with { Replicas = replicas } },
            _ => throw new InvalidOperationException($"{value.Kind} has no scale"),
        };
    }

    private static string Text(ApiMap<string> labels) => string.Join(',', labels.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Text(LabelSelector? selector)
    {
        if (selector is null)
        {
            return "";
        }

        var terms = new List<(string Key, string Text)>();
        terms.AddRange(selector.MatchLabels.Select(pair => (pair.Key, $"{pair.Key}={pair.Value}")));
        terms.AddRange(selector.MatchExpressions.Select(requirement => (requirement.Key, Text(requirement))));
        return new StringBuilder().AppendJoin(',', terms.OrderBy(term => term.Key, StringComparer.Ordinal).Select(term => term.Text)).ToString();
    }

    private static string Text(LabelSelectorRequirement requirement)
    {
        var values = string.Join(',', requirement.Values.Order(StringComparer.Ordinal));
        return requirement.Operator switch
        {
            LabelSelectorOperator.In => $"{requirement.Key} in ({values})",
            LabelSelectorOperator.NotIn => $"{requirement.Key} notin ({values})",
            LabelSelectorOperator.Exists => requirement.Key,
            _ => "!" + requirement.Key,
        };
    }
}

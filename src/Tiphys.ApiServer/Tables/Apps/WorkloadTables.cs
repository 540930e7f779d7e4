using Tiphys.Api.Apps.V1;
using Tiphys.Api.Autoscaling.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Tables.Apps;

/// <summary>Workloads that keep pods running.</summary>
internal static class WorkloadTables
{
    public static IEnumerable<KindTable> All => [Deployment, ReplicaSet, ReplicationController, StatefulSet, DaemonSet, ControllerRevision, Scale];

    private static KindTable Deployment { get; } = new TableBuilder<Deployment>()
        .Name()
        .Text("Ready", "How many of the wanted pods are ready.", value => $"{value.Status.ReadyReplicas}/{value.Spec.Replicas ?? 0}")
        .Integer("Up-to-date", "Number of pods of the newest template.", value => value.Status.UpdatedReplicas).Typed("string")
        .Integer("Available", "Number of pods that have been ready long enough.", value => value.Status.AvailableReplicas).Typed("string")
        .Age()
        .Containers(value => value.Spec.Template)
        .Text("Selector", "Labels of the pods.", value => TableText.Selector(value.Spec.Selector)).Wide()
        .Build();

    private static KindTable ReplicaSet { get; } = new TableBuilder<ReplicaSet>()
        .Name()
        .Replicas(value => (value.Spec.Replicas ?? 0, value.Status.Replicas, value.Status.ReadyReplicas))
        .Age()
        .Containers(value => value.Spec.Template)
        .Selector(value => value.Spec.Selector)
        .Build();

    private static KindTable ReplicationController { get; } = new TableBuilder<ReplicationController>()
        .Name()
        .Replicas(value => (value.Spec.Replicas ?? 0, value.Status.Replicas, value.Status.ReadyReplicas))
        .Age()
        .Containers(value => value.Spec.Template)
        .Text("Selector", "Labels of the pods.", value => TableText.Labels(value.Spec.Selector)).Wide()
        .Build();

    private static KindTable StatefulSet { get; } = new TableBuilder<StatefulSet>()
        .Name()
        .Text("Ready", "How many of the wanted pods are ready.", value => $"{value.Status.ReadyReplicas}/{value.Spec.Replicas ?? 0}")
        .Age()
        .Containers(value => value.Spec.Template)
        .Build();

    private static KindTable DaemonSet { get; } = new TableBuilder<DaemonSet>()
        .Name()
        .Integer("Desired", "Number of nodes that should run the pod.", value => value.Status.DesiredNumberScheduled)
        .Integer("Current", "Number of nodes that run it.", value => value.Status.CurrentNumberScheduled)
        .Integer("Ready", "Number of nodes on which it is ready.", value => value.Status.NumberReady)
        .Integer("Up-to-date", "Number of nodes with the newest template.", value => value.Status.UpdatedNumberScheduled)
        .Integer("Available", "Number of nodes on which it has been ready long enough.", value => value.Status.NumberAvailable)
        .Text("Node Selector", "Labels of the nodes.", value => TableText.Labels(value.Spec.Template.Spec.NodeSelector))
        .Age()
        .Containers(value => value.Spec.Template)
        .Selector(value => value.Spec.Selector)
        .Build();

    private static KindTable ControllerRevision { get; } = new TableBuilder<ControllerRevision>()
        .Name()
        .Text("Controller", "Object that the revision belongs to.", value => Controller(value.Metadata))
        .Integer("Revision", "Number of the revision.", value => value.Revision).Typed("string")
        .Age()
        .Build();

    private static KindTable Scale { get; } = new TableBuilder<Scale>()
        .Name(format: "")
        .Integer("Desired", "Number of pods wanted.", value => value.Spec.Replicas)
        .Integer("Available", "Number of pods there are.", value => value.Status.Replicas)
        .Age()
        .Build();

    /// <summary>Columns with the names and images of a template's containers.</summary>
    public static TableBuilder<T> Containers<T>(this TableBuilder<T> builder, Func<T, PodTemplateSpec?> template) => builder
        .Text("Containers", "Names of the containers of the template.", value => TableText.ContainerNames(template(value)?.Spec.Containers ?? default)).Wide()
        .Text("Images", "Images of the containers of the template.", value => TableText.ContainerImages(template(value)?.Spec.Containers ?? default)).Wide();

    /// <summary>A column with a label selector.</summary>
    public static TableBuilder<T> Selector<T>(this TableBuilder<T> builder, Func<T, LabelSelector?> selector) => builder
        .Text("Selector", "Labels of the pods.", value => TableText.OrNone(TableText.Selector(selector(value)))).Wide();

    private static TableBuilder<T> Replicas<T>(this TableBuilder<T> builder, Func<T, (int Desired, int Current, int Ready)> counts) => builder
        .Integer("Desired", "Number of pods wanted.", value => counts(value).Desired)
        .Integer("Current", "Number of pods there are.", value => counts(value).Current)
        .Integer("Ready", "Number of pods that are ready.", value => counts(value).Ready);

    private static string Controller(ObjectMeta metadata)
    {
        if (metadata.OwnerReferences.FirstOrDefault(owner => owner.Controller == true) is not { } owner)
        {
            return TableText.None;
        }

        var group = GroupVersionKind.Of(owner.APIVersion, owner.Kind).Group;
        var kind = group.Length == 0 ? owner.Kind : $"{owner.Kind}.{group}";
        return $"{kind.ToLowerInvariant()}/{owner.Name}";
    }
}

using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>What the server sets in a pod, and keeps of it, on each path of a write (pkg/registry/core/pod/strategy.go).</summary>
internal static class PodPreparation
{
    public static Pod ForCreate(RequestContext context, Pod pod)
    {
        var status = PodStatus.Empty with { Phase = PodPhase.Pending, QOSClass = QosClass.Of(pod.Spec) };
        if (!pod.Spec.SchedulingGates.IsEmpty)
        {
            status = status with { Conditions = [Gated(context.Clock)] };
        }

        var spec = SelectorKeys.Merge(DisabledFields.Drop(pod.Spec), pod.Metadata.Labels);
        return pod with
        {
            Metadata = pod.Metadata with { Generation = 1 },
            Spec = Graceful(AppArmorAnnotations.Copy(spec, pod.Metadata.Annotations, context)),
            Status = status,
        };
    }

    public static Pod ForUpdate(string subresource, Pod pod, Pod old) => subresource switch
    {
        "status" => Status(pod, old),
        "ephemeralcontainers" => Generations.Bump(
            old with { Metadata = WithVersionOf(old.Metadata, pod.Metadata), Spec = old.Spec with { EphemeralContainers = pod.Spec.EphemeralContainers } },
            old,
            value => value.Spec),
        "resize" => Generations.Bump(Resize(pod, old), old, value => value.Spec),
        _ => Generations.Bump(pod with { Spec = DisabledFields.Drop(pod.Spec), Status = old.Status }, old, value => value.Spec),
    };

    private static Pod Status(Pod pod, Pod old) => pod with
    {
        Metadata = pod.Metadata with
        {
            DeletionTimestamp = old.Metadata.DeletionTimestamp,
            OwnerReferences = old.Metadata.OwnerReferences,
            Generation = old.Metadata.Generation,
        },
        Spec = old.Spec,
        Status = DisabledFields.Drop(pod.Status) with
        {
            Conditions = KeepGenerations(pod.Status.Conditions, old.Status.Conditions),
            QOSClass = pod.Status.QOSClass.Or(old.Status.QOSClass),
            ObservedGeneration = pod.Status.ObservedGeneration == 0 ? old.Status.ObservedGeneration : pod.Status.ObservedGeneration,
        },
    };

    // A client that does not know of generations does not take them away; of several conditions of a type, each keeps its own.
    private static ApiList<PodCondition> KeepGenerations(ApiList<PodCondition> conditions, ApiList<PodCondition> old)
    {
        var known = old.GroupBy(condition => condition.Type).ToDictionary(
            group => group.Key, group => new Queue<long>(group.Select(condition => condition.ObservedGeneration)), StringComparer.Ordinal);
        return conditions.Map(condition =>
        {
            var before = known.TryGetValue(condition.Type, out var generations) && generations.TryDequeue(out var generation) ? generation : 0;
            return condition.ObservedGeneration == 0 && before != 0 ? condition with { ObservedGeneration = before } : condition;
        });
    }

    // A resize changes resources and resize policies of what is there; containers that were added, removed, renamed or moved are left for
    // the validation to refuse.
    private static Pod Resize(Pod pod, Pod old) =>
        pod.Spec.Containers.Count != old.Spec.Containers.Count || pod.Spec.InitContainers.Count != old.Spec.InitContainers.Count
            ? pod
            : old with
            {
                Metadata = WithVersionOf(old.Metadata, pod.Metadata),
                Spec = old.Spec with
                {
                    Resources = pod.Spec.Resources,
                    Containers = TakeResources(old.Spec.Containers, pod.Spec.Containers),
                    InitContainers = TakeResources(old.Spec.InitContainers, pod.Spec.InitContainers),
                },
            };

    private static ApiList<Container> TakeResources(ApiList<Container> containers, ApiList<Container> wanted) =>
        containers.Zip(wanted).Any(pair => pair.First.Name != pair.Second.Name)
            ? wanted
            : containers.Zip(wanted, (container, other) => container with { Resources = other.Resources, ResizePolicy = other.ResizePolicy }).ToApiList();

    private static ObjectMeta WithVersionOf(ObjectMeta metadata, ObjectMeta requested) => metadata with
    {
        ResourceVersion = requested.ResourceVersion,
        ManagedFields = requested.ManagedFields,
    };

    // A pod never has less than no time to end.
    private static PodSpec Graceful(PodSpec spec) => spec.TerminationGracePeriodSeconds < 0 ? spec with { TerminationGracePeriodSeconds = 1 } : spec;

    private static PodCondition Gated(TimeProvider clock) => PodCondition.Empty with
    {
        Type = PodConditionType.PodScheduled,
        Status = Api.Core.V1.ConditionStatus.False,
        LastTransitionTime = new Time(clock.GetUtcNow()),
        Reason = "SchedulingGated",
        Message = "Scheduling is blocked due to non-empty scheduling gates",
    };
}

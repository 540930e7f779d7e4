using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>What the server sets in a pod, and keeps of it, on each path of a write (pkg/registry/core/pod/strategy.go).</summary>
internal static class PodPreparation
{
    public static Pod ForCreate(Pod pod, TimeProvider clock)
    {
        var status = PodStatus.Empty with { Phase = PodPhase.Pending, QOSClass = QosClass.Of(pod.Spec) };
        if (!pod.Spec.SchedulingGates.IsEmpty)
        {
            status = status with { Conditions = [Gated(clock)] };
        }

        return pod with
        {
            Metadata = pod.Metadata with { Generation = 1 },
            Spec = Graceful(SelectorKeys.Merge(pod.Spec, pod.Metadata.Labels)),
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
        "resize" => Resize(pod, old),
        _ => Generations.Bump(pod with { Status = old.Status }, old, value => value.Spec),
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
        Status = pod.Status with
        {
            QOSClass = pod.Status.QOSClass.Or(old.Status.QOSClass),
            ObservedGeneration = pod.Status.ObservedGeneration == 0 ? old.Status.ObservedGeneration : pod.Status.ObservedGeneration,
        },
    };

    // A resize changes resources and resize policies of containers that are there, and nothing else.
    private static Pod Resize(Pod pod, Pod old)
    {
        var changed = old with
        {
            Metadata = WithVersionOf(old.Metadata, pod.Metadata),
            Spec = old.Spec with
            {
                Containers = TakeResources(old.Spec.Containers, pod.Spec.Containers),
                InitContainers = TakeResources(old.Spec.InitContainers, pod.Spec.InitContainers),
            },
        };
        return Generations.Bump(changed, old, value => value.Spec);
    }

    private static ApiList<Container> TakeResources(ApiList<Container> containers, ApiList<Container> wanted) => containers.Map(container =>
        wanted.FirstOrDefault(other => other.Name == container.Name) is { } other
            ? container with { Resources = other.Resources, ResizePolicy = other.ResizePolicy }
            : container);

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

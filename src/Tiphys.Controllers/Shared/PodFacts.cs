using Tiphys.Api.Core.V1;

namespace Tiphys.Controllers.Shared;

/// <summary>What the status of a pod means to controllers.</summary>
internal static class PodFacts
{
    public static PodCondition? Condition(this Pod pod, string type)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    public static bool IsReady(this Pod pod) => pod.Condition(PodConditionType.Ready)?.Status == "True";

    /// <summary>True when the pod has ended for good.</summary>
    public static bool HasEnded(this Pod pod) => pod.Status.Phase is PodPhase.Succeeded or PodPhase.Failed;

    /// <summary>True when the pod has neither ended nor is being deleted.</summary>
    public static bool IsActive(this Pod pod) => !pod.HasEnded() && pod.Metadata.DeletionTimestamp is null;

    public static bool IsTerminating(this Pod pod) => !pod.HasEnded() && pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Since when the pod is ready; not set when it is not.</summary>
    public static Time ReadySince(this Pod pod) => pod.Condition(PodConditionType.Ready) is { Status: "True" } ready ? ready.LastTransitionTime : default;

    /// <summary>How long until the pod has been ready long enough to count as available: 0 when it has, null when it is not ready.</summary>
    public static TimeSpan? UntilAvailable(this Pod pod, int minReadySeconds, DateTimeOffset now)
    {
        if (!pod.IsReady())
        {
            return null;
        }

        var since = pod.ReadySince();
        if (minReadySeconds == 0)
        {
            return TimeSpan.Zero;
        }

        // As upstream: a readiness without a time never counts as long enough.
        var left = since.IsZero ? TimeSpan.FromSeconds(minReadySeconds) : since.Moment.AddSeconds(minReadySeconds) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Most restarts of a container; <paramref name="sidecars"/> for init containers that keep running.</summary>
    public static int MaxRestarts(this Pod pod, bool sidecars)
    {
        var most = 0;
        foreach (var status in sidecars ? pod.Status.InitContainerStatuses : pod.Status.ContainerStatuses)
        {
            if (!sidecars || pod.Spec.InitContainers.Any(container => container.Name == status.Name && container.RestartPolicy == "Always"))
            {
                most = Math.Max(most, status.RestartCount);
            }
        }

        return most;
    }
}

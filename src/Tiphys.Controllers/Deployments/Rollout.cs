using Tiphys.Api.Apps.V1;

namespace Tiphys.Controllers.Deployments;

/// <summary>The numbers of a Deployment's rollout.</summary>
internal static class Rollout
{
    public static int Replicas(this Deployment deployment) => deployment.Spec.Replicas ?? 1;

    public static int Replicas(this ReplicaSet set) => set.Spec.Replicas ?? 1;

    public static bool IsRolling(this Deployment deployment) => deployment.Spec.Strategy.Type == DeploymentStrategyType.RollingUpdate;

    /// <summary>Pods that may be there beyond those wanted.</summary>
    public static int MaxSurge(this Deployment deployment) => deployment.IsRolling() ? Bounds(deployment).Surge : 0;

    /// <summary>Pods that may be missing.</summary>
    public static int MaxUnavailable(this Deployment deployment) =>
        deployment.IsRolling() && deployment.Replicas() > 0 ? Math.Min(Bounds(deployment).Unavailable, deployment.Replicas()) : 0;

    /// <summary>Pods that may be there at most, in all ReplicaSets together.</summary>
    public static int MaxTotal(this Deployment deployment) => deployment.Replicas() + deployment.MaxSurge();

    public static bool HasProgressDeadline(this Deployment deployment) => deployment.Spec.ProgressDeadlineSeconds is not (null or int.MaxValue);

    /// <summary>The size of the newest ReplicaSet in the next step, given all that there are.</summary>
    public static int NewestSize(Deployment deployment, IEnumerable<ReplicaSet> all, int current)
    {
        if (!deployment.IsRolling())
        {
            return deployment.Replicas();
        }

        var room = deployment.MaxTotal() - all.Sum(set => set.Replicas());
        return room <= 0 ? current : current + Math.Min(room, deployment.Replicas() - current);
    }

    public static bool IsComplete(Deployment deployment, DeploymentStatus status) =>
        status.UpdatedReplicas == deployment.Replicas()
            && status.Replicas == deployment.Replicas()
            && status.AvailableReplicas == deployment.Replicas()
            && status.ObservedGeneration >= deployment.Metadata.Generation;

    /// <summary>In order of creation, then by name.</summary>
    public static IEnumerable<ReplicaSet> OldestFirst(this IEnumerable<ReplicaSet> sets) =>
        sets.OrderBy(set => set.Metadata.CreationTimestamp).ThenBy(set => set.Metadata.Name, StringComparer.Ordinal);

    // Both 0 would never get anywhere: percentages can round down to that, and then one may be missing.
    private static (int Surge, int Unavailable) Bounds(Deployment deployment)
    {
        var update = deployment.Spec.Strategy.RollingUpdate;
        var surge = update?.MaxSurge?.Scale(deployment.Replicas(), roundUp: true) ?? 0;
        var unavailable = update?.MaxUnavailable?.Scale(deployment.Replicas(), roundUp: false) ?? 0;
        return (surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }
}

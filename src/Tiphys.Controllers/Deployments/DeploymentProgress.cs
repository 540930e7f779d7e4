using Tiphys.Api.Apps.V1;

namespace Tiphys.Controllers.Deployments;

/// <summary>Says in the status how far a rollout has come, and whether it still comes further.</summary>
internal static class DeploymentProgress
{
    public const string TimedOut = "ProgressDeadlineExceeded";
    private const string Available = "NewReplicaSetAvailable";
    private const string Updated = "ReplicaSetUpdated";

    /// <summary>The counts, and whether enough pods are available.</summary>
    public static DeploymentStatus Basic(Deployment deployment, IEnumerable<ReplicaSet> all, ReplicaSet? newest, Time now)
    {
        var sets = all.ToList();
        var available = sets.Sum(set => set.Status.AvailableReplicas);
        var status = DeploymentStatus.Empty with
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = sets.Sum(set => set.Status.Replicas),
            UpdatedReplicas = newest?.Status.Replicas ?? 0,
            ReadyReplicas = sets.Sum(set => set.Status.ReadyReplicas),
            AvailableReplicas = available,
            UnavailableReplicas = Math.Max(0, sets.Sum(set => set.Replicas()) - available),
            TerminatingReplicas = Terminating(sets),
            CollisionCount = deployment.Status.CollisionCount,
            Conditions = deployment.Status.Conditions,
        };
        return available >= deployment.Replicas() - deployment.MaxUnavailable()
            ? status.With(DeploymentConditionType.Available, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : status.With(
                DeploymentConditionType.Available, "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now);
    }

    /// <summary>The whole status in a rollout.</summary>
    public static DeploymentStatus Judge(Deployment deployment, IEnumerable<ReplicaSet> all, ReplicaSet? newest, Time now)
    {
        var sets = all.ToList();
        var status = Basic(deployment, sets, newest, now);
        var current = deployment.Status.Condition(DeploymentConditionType.Progressing);
        if (!deployment.HasProgressDeadline())
        {
            status = status.Without(DeploymentConditionType.Progressing);
        }
        else if (status.Replicas != status.UpdatedReplicas || current?.Reason != Available)
        {
            status = WithProgress(deployment, status, current, newest, now);
        }

        return WithFailure(status, sets, newest, now);
    }

    /// <summary>When a rollout that makes no progress runs into its deadline; null when it cannot.</summary>
    public static TimeSpan? NextCheck(Deployment deployment, DeploymentStatus status, Time now)
    {
        var current = status.Condition(DeploymentConditionType.Progressing);
        if (!deployment.HasProgressDeadline() || deployment.Spec.Paused || current is null || current.Reason == TimedOut || Rollout.IsComplete(deployment, status))
        {
            return null;
        }

        // A second more, because the times in the status are whole seconds.
        var left = current.LastUpdateTime.Moment.AddSeconds(deployment.Spec.ProgressDeadlineSeconds!.Value + 1) - now.Moment;
        return left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
    }

    private static DeploymentStatus WithProgress(
        Deployment deployment, DeploymentStatus status, DeploymentCondition? current, ReplicaSet? newest, Time now)
    {
        const string type = DeploymentConditionType.Progressing;
        var what = newest is null ? $"Deployment \"{deployment.Metadata.Name}\"" : $"ReplicaSet \"{newest.Metadata.Name}\"";
        if (Rollout.IsComplete(deployment, status))
        {
            return status.With(type, "True", Available, $"{what} has successfully progressed.", now);
        }

        if (HasProgressed(deployment.Status, status))
        {
            // Set anew even with the same reason: its update time is where the deadline counts from.
            var fresh = status.Without(type).With(type, "True", Updated, $"{what} is progressing.", now);
            return current?.Status != "True" ? fresh : fresh with
            {
                Conditions = fresh.Conditions.Map(c => c.Type == type ? c with { LastTransitionTime = current.LastTransitionTime } : c),
            };
        }

        return HasTimedOut(deployment, status, now) ? status.With(type, "False", TimedOut, $"{what} has timed out progressing.", now) : status;
    }

    private static bool HasProgressed(DeploymentStatus before, DeploymentStatus after) =>
        after.UpdatedReplicas > before.UpdatedReplicas
            || after.Replicas - after.UpdatedReplicas < before.Replicas - before.UpdatedReplicas
            || after.ReadyReplicas > before.ReadyReplicas
            || after.AvailableReplicas > before.AvailableReplicas;

    private static bool HasTimedOut(Deployment deployment, DeploymentStatus status, Time now)
    {
        if (status.Condition(DeploymentConditionType.Progressing) is not { } current || current.Reason == Available)
        {
            return false;
        }

        return current.Reason == TimedOut || now.Moment > current.LastUpdateTime.Moment.AddSeconds(deployment.Spec.ProgressDeadlineSeconds!.Value);
    }

    // One failure is shown, that of the newest ReplicaSet first.
    private static DeploymentStatus WithFailure(DeploymentStatus status, IEnumerable<ReplicaSet> all, ReplicaSet? newest, Time now)
    {
        var failure = (newest is null ? all : all.Prepend(newest))
            .SelectMany(set => set.Status.Conditions)
            .FirstOrDefault(condition => condition.Type == ReplicaSetConditionType.ReplicaFailure);
        return failure is null
            ? status.Without(DeploymentConditionType.ReplicaFailure)
            : status.With(DeploymentConditionType.ReplicaFailure, failure.Status, failure.Reason, failure.Message, now);
    }

    // Unknown as long as one ReplicaSet that has been looked at does not say.
    private static int? Terminating(List<ReplicaSet> sets)
    {
        var seen = sets.Where(set => set.Status.ObservedGeneration > 0 || set.Status.TerminatingReplicas is not null).ToList();
        return seen.Any(set => set.Status.TerminatingReplicas is null) ? null : seen.Sum(set => set.Status.TerminatingReplicas!.Value);
    }
}

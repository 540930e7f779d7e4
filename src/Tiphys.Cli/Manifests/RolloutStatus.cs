using Tiphys.Api.Apps.V1;
using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;

namespace Tiphys.Cli.Manifests;

/// <summary>How far an object has come towards what was asked for, by the rules of <c>kubectl rollout status</c> and <c>kubectl wait</c>.</summary>
/// <param name="Done">Whether all is there.</param>
/// <param name="Text">How far, for people.</param>
/// <param name="Failure">Why it will not get there; null while it may.</param>
internal sealed record RolloutStatus(bool Done, string Text, string? Failure = null)
{
    public static RolloutStatus Of(Deployment deployment)
    {
        var (wanted, status) = (deployment.Spec.Replicas ?? 1, deployment.Status);
        if (deployment.Metadata.Generation > status.ObservedGeneration)
        {
            return new RolloutStatus(false, "not seen yet");
        }

        var late = status.Conditions.FirstOrDefault(condition => condition.Type == "Progressing" && condition.Reason == "ProgressDeadlineExceeded");
        var done = status.UpdatedReplicas == wanted && status.Replicas == wanted && status.AvailableReplicas == wanted;
        return new RolloutStatus(done, Count(Math.Min(status.AvailableReplicas, status.UpdatedReplicas), wanted), late?.Message);
    }

    public static RolloutStatus Of(StatefulSet set)
    {
        var (wanted, status) = (set.Spec.Replicas ?? 1, set.Status);
        var seen = set.Metadata.Generation <= status.ObservedGeneration;
        var updated = set.Spec.UpdateStrategy.Type == "OnDelete" || status.UpdateRevision == status.CurrentRevision;
        return new RolloutStatus(seen && updated && status.ReadyReplicas == wanted, Count(status.ReadyReplicas, wanted));
    }

    public static RolloutStatus Of(DaemonSet set)
    {
        var (wanted, status) = (set.Status.DesiredNumberScheduled, set.Status);
        var seen = set.Metadata.Generation <= status.ObservedGeneration;
        return new RolloutStatus(seen && status.UpdatedNumberScheduled == wanted && status.NumberAvailable == wanted, Count(status.NumberAvailable, wanted));
    }

    public static RolloutStatus Of(Job job)
    {
        var failed = job.Status.Conditions.FirstOrDefault(condition => condition is { Type: "Failed", Status: "True" });
        var complete = job.Status.Conditions.Any(condition => condition is { Type: "Complete", Status: "True" });
        return new RolloutStatus(complete, Count(job.Status.Succeeded, job.Spec.Completions ?? 1), failed?.Message);
    }

    public static RolloutStatus Of(Pod pod)
    {
        var ready = pod.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" });
        var failure = pod.Status.Phase == PodPhase.Failed ? $"the pod failed: {pod.Status.Message}" : null;
        return new RolloutStatus(ready || pod.Status.Phase == PodPhase.Succeeded, pod.Status.Phase, failure);
    }

    private static string Count(int have, int wanted) => $"{have}/{wanted} ready";
}

using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Selectors;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.ReplicaSets;

/// <summary>The decisions about a ReplicaSet, without side effects.</summary>
internal static class ReplicaSetCore
{
    /// <summary>Most pods that one pass creates or deletes.</summary>
    public const int Burst = 500;

    /// <summary>How many pods to create (positive) or delete (negative).</summary>
    public static int Missing(ReplicaSet set, int active) => Math.Clamp((set.Spec.Replicas ?? 1) - active, -Burst, Burst);

    /// <summary>A pod by the template.</summary>
    public static Pod NewPod(ReplicaSet set)
    {
        var template = set.Spec.Template;
        return Pod.Empty with
        {
            Metadata = ObjectMeta.Empty with
            {
                Namespace = set.Metadata.Namespace,
                GenerateName = set.Metadata.Name + "-",
                Labels = template.Metadata.Labels,
                Annotations = template.Metadata.Annotations,
                Finalizers = template.Metadata.Finalizers,
                OwnerReferences = [Owners.ControllerReference(set)],
            },
            Spec = template.Spec,
        };
    }

    /// <summary>The status after a pass.</summary>
    /// <param name="set">The ReplicaSet.</param>
    /// <param name="active">Its pods that neither ended nor are being deleted.</param>
    /// <param name="terminating">Number of its pods that are being deleted.</param>
    /// <param name="failure">What went wrong in the pass; null when nothing did.</param>
    /// <param name="now">Current time.</param>
    public static ReplicaSetStatus Status(ReplicaSet set, IReadOnlyCollection<Pod> active, int terminating, Exception? failure, DateTimeOffset now) => set.Status with
    {
        Replicas = active.Count,
        FullyLabeledReplicas = active.Count(pod => LabelSelectors.Matches(set.Spec.Template.Metadata.Labels, pod.Metadata.Labels)),
        ReadyReplicas = active.Count(PodFacts.IsReady),
        AvailableReplicas = active.Count(pod => pod.UntilAvailable(set.Spec.MinReadySeconds, now) == TimeSpan.Zero),
        TerminatingReplicas = terminating,
        ObservedGeneration = set.Metadata.Generation,
        Conditions = Conditions(set, active.Count, failure, now),
    };

    /// <summary>When a pod that is ready now has been ready long enough; null when none is waited for.</summary>
    public static TimeSpan? NextAvailability(ReplicaSet set, IEnumerable<Pod> active, DateTimeOffset now) =>
        active.Select(pod => pod.UntilAvailable(set.Spec.MinReadySeconds, now)).Where(wait => wait > TimeSpan.Zero).Min();

    private static ApiList<ReplicaSetCondition> Conditions(ReplicaSet set, int active, Exception? failure, DateTimeOffset now)
    {
        var conditions = set.Status.Conditions;
        var failed = conditions.Any(condition => condition.Type == ReplicaSetConditionType.ReplicaFailure);
        if (failure is null)
        {
            return failed ? conditions.Filter(condition => condition.Type != ReplicaSetConditionType.ReplicaFailure) : conditions;
        }

        return failed ? conditions : conditions.Add(ReplicaSetCondition.Empty with
        {
            Type = ReplicaSetConditionType.ReplicaFailure,
            Status = "True",
            LastTransitionTime = new Time(now),
            Reason = Missing(set, active) > 0 ? "FailedCreate" : "FailedDelete",
            Message = failure.Message,
        });
    }
}

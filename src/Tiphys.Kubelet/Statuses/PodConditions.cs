using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Statuses;

/// <summary>The conditions that a kubelet owns (upstream: pkg/kubelet/status/generate.go).</summary>
internal static class PodConditions
{
    private const string UnknownContainerStatuses = "UnknownContainerStatuses";
    private const string PodCompleted = "PodCompleted";
    private const string PodFailed = "PodFailed";

    private static readonly string[] Owned =
    [
        PodConditionType.PodReadyToStartContainers, PodConditionType.Initialized, PodConditionType.Ready, PodConditionType.ContainersReady,
        PodConditionType.PodScheduled, PodConditionType.PodResizePending, PodConditionType.PodResizeInProgress,
        PodConditionType.AllContainersRestarting,
    ];

    /// <summary>True for a type that only the kubelet writes.</summary>
    public static bool IsOwned(string type) => Owned.Contains(type);

    /// <summary>All conditions: those of others as they are, and the kubelet's own.</summary>
    public static ApiList<PodCondition> Compute(PodStatusInput input, PodStatus status)
    {
        var pod = input.Pod;
        var others = pod.Status.Conditions.Filter(condition => !IsOwned(condition.Type));
        IReadOnlyList<ContainerStatus> all = [.. status.InitContainerStatuses, .. status.ContainerStatuses];
        var containersReady = ContainersReady(pod.Spec, all, status.Phase);
        PodCondition[] own =
        [
            .. input.ResizeConditions,
            Condition(PodConditionType.PodReadyToStartContainers, !input.Runtime.NeedsSandbox(pod)),
            Initialized(pod.Spec, all, status.Phase),
            Ready(pod.Spec, containersReady, others),
            containersReady,
            Condition(PodConditionType.PodScheduled, true),
            .. PodContainers.CouldRestartAll(pod.Spec) ? [AllRestarting(input, status.Phase)] : Array.Empty<PodCondition>(),
        ];
        return others.AddRange(own.Select(condition => Dated(condition, pod, input.Last, input.Now)));
    }

    private static PodCondition AllRestarting(PodStatusInput input, string phase) =>
        PodPhases.IsTerminal(phase) ? Condition(PodConditionType.AllContainersRestarting, false, phase == PodPhase.Failed ? PodFailed : PodCompleted)
        : input.Runtime.RestartingAll(input.Pod.Spec).Any()
            ? Condition(PodConditionType.AllContainersRestarting, true, "RestartAllContainersStarted", "container exited with restart policy rule")
        : Condition(PodConditionType.AllContainersRestarting, false);

    private static PodCondition Dated(PodCondition condition, Pod pod, PodStatus last, DateTimeOffset now)
    {
        var before = last.Conditions.FirstOrDefault(each => each.Type == condition.Type) ?? pod.Status.Conditions.FirstOrDefault(each => each.Type == condition.Type);
        return condition with
        {
            ObservedGeneration = pod.Metadata.Generation,
            LastTransitionTime = before is not null && before.Status == condition.Status ? before.LastTransitionTime : new Time(now),
        };
    }

    private static PodCondition Condition(string type, bool isTrue, string reason = "", string message = "") =>
        PodCondition.Empty with { Type = type, Status = isTrue ? ConditionStatus.True : ConditionStatus.False, Reason = reason, Message = message };

    private static PodCondition ContainersReady(PodSpec spec, IReadOnlyList<ContainerStatus> statuses, string phase)
    {
        if (statuses.Count == 0)
        {
            return Condition(PodConditionType.ContainersReady, false, UnknownContainerStatuses);
        }

        List<string> unknown = [], unready = [];
        foreach (var container in spec.InitContainers.Where(PodContainers.IsRestartableInit).Concat(spec.Containers))
        {
            var status = statuses.FirstOrDefault(each => each.Name == container.Name);
            if (status is null)
            {
                unknown.Add(container.Name);
            }
            else if (!status.Ready)
            {
                unready.Add(container.Name);
            }
        }

        if (phase == PodPhase.Failed || (phase == PodPhase.Succeeded && unknown.Count == 0))
        {
            return Condition(PodConditionType.ContainersReady, false, phase == PodPhase.Failed ? PodFailed : PodCompleted);
        }

        var message = Message(unknown, unready, "unready");
        return message.Length > 0
            ? Condition(PodConditionType.ContainersReady, false, "ContainersNotReady", message)
            : Condition(PodConditionType.ContainersReady, true);
    }

    private static PodCondition Ready(PodSpec spec, PodCondition containersReady, ApiList<PodCondition> others)
    {
        if (containersReady.Status != ConditionStatus.True)
        {
            return containersReady with { Type = PodConditionType.Ready };
        }

        var missing = new List<string>();
        foreach (var gate in spec.ReadinessGates)
        {
            var condition = others.FirstOrDefault(each => each.Type == gate.ConditionType);
            if (condition is null)
            {
                missing.Add($"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist.");
            }
            else if (condition.Status != ConditionStatus.True)
            {
                missing.Add($"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", but {condition.Status}");
            }
        }

        return missing.Count > 0
            ? Condition(PodConditionType.Ready, false, "ReadinessGatesNotReady", string.Join(", ", missing))
            : Condition(PodConditionType.Ready, true);
    }

    private static PodCondition Initialized(PodSpec spec, IReadOnlyList<ContainerStatus> statuses, string phase)
    {
        if (statuses.Count == 0 && !spec.InitContainers.IsEmpty)
        {
            return Condition(PodConditionType.Initialized, false, UnknownContainerStatuses);
        }

        List<string> unknown = [], incomplete = [];
        foreach (var container in spec.InitContainers)
        {
            var status = statuses.FirstOrDefault(each => each.Name == container.Name);
            if (status is null)
            {
                unknown.Add(container.Name);
            }
            else if (!(PodContainers.IsRestartableInit(container) ? status.Started is true : status.Ready))
            {
                incomplete.Add(container.Name);
            }
        }

        if (phase == PodPhase.Succeeded && unknown.Count == 0)
        {
            return Condition(PodConditionType.Initialized, true, PodCompleted);
        }

        var message = Message(unknown, incomplete, "incomplete");
        return message.Length > 0 && !HasStartedContainer(spec, statuses)
            ? Condition(PodConditionType.Initialized, false, "ContainersNotInitialized", message)
            : Condition(PodConditionType.Initialized, true);
    }

    private static bool HasStartedContainer(PodSpec spec, IReadOnlyList<ContainerStatus> statuses) => spec.Containers.Any(container =>
        statuses.FirstOrDefault(each => each.Name == container.Name) is { } status
        && (status.State.Running is not null || status.State.Terminated is not null));

    private static string Message(List<string> unknown, List<string> known, string what)
    {
        var parts = new List<string>();
        if (unknown.Count > 0)
        {
            parts.Add($"containers with unknown status: [{string.Join(' ', unknown)}]");
        }

        if (known.Count > 0)
        {
            parts.Add($"containers with {what} status: [{string.Join(' ', known)}]");
        }

        return string.Join(", ", parts);
    }
}

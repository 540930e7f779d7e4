using System.Globalization;
using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Tables.Core;

/// <summary>What the columns of a pod are made from, worked out of the states of its containers.</summary>
internal sealed class PodSummary
{
    private readonly DateTimeOffset _now;
    private int _restarts;
    private int _readyContainers;
    private Time _lastRestart;

    private PodSummary(Pod pod, DateTimeOffset now)
    {
        Pod = pod;
        _now = now;
        Reason = FirstReason(pod);
    }

    public Pod Pod { get; }

    /// <summary>State of the pod in one word, such as <c>CrashLoopBackOff</c> or <c>Init:0/2</c>.</summary>
    public string Reason { get; private set; }

    public string Ready => $"{_readyContainers}/{Pod.Spec.Containers.Count + Pod.Spec.InitContainers.Count(IsRestartable)}";

    public string Restarts => _restarts != 0 && !_lastRestart.IsZero
        ? $"{_restarts} ({Ages.Since(_lastRestart, _now)} ago)"
        : _restarts.ToString(CultureInfo.InvariantCulture);

    public static PodSummary Of(Pod pod, DateTimeOffset now)
    {
        var summary = new PodSummary(pod, now);
        var initializing = summary.ReadInitContainers();
        if (!initializing || pod.Status.Conditions.FirstOrDefault(each => each.Type == PodConditionType.Initialized)?.Status == ConditionStatus.True)
        {
            summary.ReadContainers();
        }

        summary.ReadDeletion();
        return summary;
    }

    private static string FirstReason(Pod pod)
    {
        var gated = pod.Status.Conditions.Any(each => each is { Type: PodConditionType.PodScheduled, Reason: "SchedulingGated" });
        return gated ? "SchedulingGated" : pod.Status.Reason.Length > 0 ? pod.Status.Reason : pod.Status.Phase;
    }

    // True when an init container has not done its work yet; then it is what the pod's state is about.
    private bool ReadInitContainers()
    {
        for (var i = 0; i < Pod.Status.InitContainerStatuses.Count; i++)
        {
            var status = Pod.Status.InitContainerStatuses[i];
            CountRestarts(status);
            var isRestartable = Pod.Spec.InitContainers.FirstOrDefault(each => each.Name == status.Name) is { } container && IsRestartable(container);
            if (status.State.Terminated is { ExitCode: 0 })
            {
                continue;
            }

            if (isRestartable && status.Started == true)
            {
                _readyContainers += status.Ready ? 1 : 0;
                continue;
            }

            Reason = "Init:" + InitReason(status.State, i);
            return true;
        }

        return false;
    }

    private string InitReason(ContainerState state, int index) => state switch
    {
        { Terminated: { } end } => EndReason(end),
        { Waiting: { Reason: not ("" or "PodInitializing") } waiting } => waiting.Reason,
        _ => $"{index}/{Pod.Spec.InitContainers.Count}",
    };

    private void ReadContainers()
    {
        // Restarts of init containers that have done their work no longer count, those of the ones that go on do.
        (_restarts, _lastRestart) = (0, default);
        foreach (var status in Pod.Status.InitContainerStatuses)
        {
            if (Pod.Spec.InitContainers.FirstOrDefault(each => each.Name == status.Name) is { } container && IsRestartable(container))
            {
                CountRestarts(status);
            }
        }

        var hasRunning = false;
        var failure = "";
        for (var i = Pod.Status.ContainerStatuses.Count - 1; i >= 0; i--)
        {
            var status = Pod.Status.ContainerStatuses[i];
            CountRestarts(status);
            if (status.State.Waiting is { Reason.Length: > 0 } waiting)
            {
                Reason = waiting.Reason;
            }
            else if (status.State.Terminated is { } end)
            {
                Reason = EndReason(end);
                failure = end.ExitCode != 0 ? Reason : failure;
            }
            else if (status is { Ready: true, State.Running: not null })
            {
                hasRunning = true;
                _readyContainers++;
            }
        }

        if (Reason == "Completed")
        {
            Reason = hasRunning && IsReady() ? "Running" : failure.Length > 0 ? failure : hasRunning ? "NotReady" : Reason;
        }
    }

    private void ReadDeletion()
    {
        if (Pod.Metadata.DeletionTimestamp is null)
        {
            return;
        }

        if (Pod.Status.Reason == "NodeLost")
        {
            Reason = "Unknown";
        }
        else if (Pod.Status.Phase is not (PodPhase.Succeeded or PodPhase.Failed))
        {
            Reason = "Terminating";
        }
    }

    private void CountRestarts(ContainerStatus status)
    {
        _restarts += status.RestartCount;
        if (status.LastTerminationState.Terminated is { } last && last.FinishedAt > _lastRestart)
        {
            _lastRestart = last.FinishedAt;
        }
    }

    private bool IsReady() => Pod.Status.Conditions.Any(each => each is { Type: PodConditionType.Ready, Status: ConditionStatus.True });

    private static bool IsRestartable(Container container) => container.RestartPolicy == ContainerRestartPolicy.Always;

    private static string EndReason(ContainerStateTerminated end) => end switch
    {
        { Reason.Length: > 0 } => end.Reason,
        { Signal: not 0 } => $"Signal:{end.Signal}",
        _ => $"ExitCode:{end.ExitCode}",
    };
}

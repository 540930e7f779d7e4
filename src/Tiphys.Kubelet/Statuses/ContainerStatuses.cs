using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Statuses;

/// <summary>Statuses of a pod's containers (upstream: convertToAPIContainerStatuses of pkg/kubelet/kubelet_pods.go).</summary>
internal sealed class ContainerStatuses(PodStatusInput input)
{
    private const int KilledExitCode = 137;
    private const string StatusUnknown = "ContainerStatusUnknown";

    private readonly PodSpec _spec = input.Pod.Spec;

    public ApiList<ContainerStatus> Containers() =>
        Build(_spec.Containers, input.Last.ContainerStatuses, false).OrderBy(status => status.Name, StringComparer.Ordinal).ToApiList();

    public ApiList<ContainerStatus> InitContainers() => Build(_spec.InitContainers, input.Last.InitContainerStatuses, true).ToApiList();

    public ApiList<ContainerStatus> EphemeralContainers() =>
        Build(PodContainers.Ephemeral(_spec), input.Last.EphemeralContainerStatuses, false).OrderBy(status => status.Name, StringComparer.Ordinal).ToApiList();

    private IEnumerable<ContainerStatus> Build(IEnumerable<Container> containers, ApiList<ContainerStatus> last, bool isInit) =>
        containers.Select(container => Build(container, last.FirstOrDefault(status => status.Name == container.Name), isInit));

    private ContainerStatus Build(Container container, ContainerStatus? last, bool isInit)
    {
        var history = input.Runtime.Named(container.Name).Take(2).ToList();
        var status = history.Count > 0 ? WithLast(FromRuntime(container, history), last) : WithoutContainer(container, last, isInit);
        return WithProbes(WithFailure(container, status, isInit), container, history.FirstOrDefault(), isInit);
    }

    private ContainerStatus FromRuntime(Container container, List<Cri.ContainerStatus> history)
    {
        var latest = history[0];
        var labels = latest.Config.Annotations;
        var status = ContainerStatus.Empty with
        {
            Name = container.Name,
            RestartCount = PodRuntime.RestartCount(latest),
            Image = latest.Config.ImageReference.Length > 0 ? latest.Config.ImageReference : container.Image,
            ImageID = labels.GetValueOrDefault(KubeletLabels.ImageRef, latest.Config.ImageId),
            ContainerID = IdOf(latest),
            State = StateOf(latest),
            VolumeMounts = VolumeMounts(container),
            Resources = ContainerResources.InForce(input.Pod, container, latest),
            AllocatedResources = container.Resources.Requests,
            User = latest.User is { } user
                ? ContainerUser.Empty with
                {
                    Linux = LinuxContainerUser.Empty with { UID = user.Uid, GID = user.Gid, SupplementalGroups = user.SupplementalGroups.ToApiList() },
                }
                : null,
            StopSignal = container.Lifecycle?.StopSignal,
        };
        return history.Count > 1 ? status with { LastTerminationState = StateOf(history[1]) } : status;
    }

    // Where the engine has forgotten former containers, the last status tells of them.
    private static ContainerStatus WithLast(ContainerStatus status, ContainerStatus? last)
    {
        if (last is null || status.LastTerminationState.Terminated is not null)
        {
            return status;
        }

        return last.ContainerID != status.ContainerID && last.State.Terminated is not null
            ? status with { LastTerminationState = last.State, RestartCount = Math.Max(status.RestartCount, last.RestartCount + 1) }
            : status with { LastTerminationState = last.LastTerminationState, RestartCount = Math.Max(status.RestartCount, last.RestartCount) };
    }

    private ContainerState StateOf(Cri.ContainerStatus container) => container.State switch
    {
        Cri.ContainerState.Running => ContainerState.Empty with
        {
            Running = ContainerStateRunning.Empty with { StartedAt = new Time(container.StartedAt ?? container.CreatedAt) },
        },
        Cri.ContainerState.Exited => ContainerState.Empty with
        {
            Terminated = ContainerStateTerminated.Empty with
            {
                ExitCode = container.ExitCode,
                Reason = container.Reason,
                Message = input.TerminationMessage(container),
                StartedAt = new Time(container.StartedAt ?? container.CreatedAt),
                FinishedAt = new Time(container.FinishedAt ?? container.CreatedAt),
                ContainerID = IdOf(container),
            },
        },
        _ => ContainerState.Empty with { Waiting = ContainerStateWaiting.Empty },
    };

    private string IdOf(Cri.ContainerStatus container) => $"{input.RuntimeName}://{container.Id}";

    private ContainerStatus WithoutContainer(Container container, ContainerStatus? last, bool isInit)
    {
        if (last?.State.Terminated is not null)
        {
            return last;
        }

        var status = ContainerStatus.Empty with
        {
            Name = container.Name,
            Image = container.Image,
            State = Waiting(DefaultReason, ""),
            VolumeMounts = VolumeMounts(container),
            RestartCount = last?.RestartCount ?? 0,
            LastTerminationState = last?.LastTerminationState ?? ContainerState.Empty,
        };
        if (isInit && !PodContainers.IsRestartableInit(container) && input.Runtime.HasRegularContainer(_spec))
        {
            return status with { State = Ended(0, "Completed", "Unable to get init container status from container runtime and pod has been initialized, treat it as exited normally") };
        }

        if (last?.State.Running is null || status.LastTerminationState.Terminated is not null)
        {
            return status;
        }

        return status with
        {
            LastTerminationState = Ended(KilledExitCode, StatusUnknown, "The container could not be located when the pod was deleted.  The container used to be Running"),
            RestartCount = status.RestartCount + (input.Pod.Metadata.DeletionTimestamp is null ? 1 : 0),
        };
    }

    private string DefaultReason => _spec.InitContainers.IsEmpty ? "ContainerCreating" : "PodInitializing";

    // A container that is to be started again waits, and says why it is not running yet.
    private ContainerStatus WithFailure(Container container, ContainerStatus status, bool isInit)
    {
        if (input.IsGone)
        {
            return Lost(status, isInit);
        }

        if (!input.Failures.TryGetValue(container.Name, out var failure)
            || (isInit && status.State.Terminated is { ExitCode: 0 } && !PodContainers.IsRestartableInit(container))
            || input.IsEnding
            || !Pods.PodActions.ShouldStart(input.Pod, container, input.Runtime))
        {
            return status;
        }

        return status with
        {
            LastTerminationState = status.State.Terminated is not null ? status.State : status.LastTerminationState,
            State = Waiting(failure.Reason, failure.Message),
        };
    }

    // Only what may have run is counted as failed: a pod that never came to its main containers has not failed in them.
    private ContainerStatus Lost(ContainerStatus status, bool isInit)
    {
        var mayHaveRun = status.State.Running is not null || status.LastTerminationState.Terminated is not null || status.ContainerID.Length > 0
            || (!isInit && HasAnyRun(input.Last.ContainerStatuses));
        return status.State.Terminated is not null || !mayHaveRun
            ? status
            : status with { State = Ended(KilledExitCode, StatusUnknown, "The container could not be located when the pod was terminated") };
    }

    private static bool HasAnyRun(ApiList<ContainerStatus> statuses) => statuses.Any(each =>
        each.State.Running is not null || each.State.Terminated is not null || each.LastTerminationState.Terminated is not null);

    private ContainerStatus WithProbes(ContainerStatus status, Container container, Cri.ContainerStatus? latest, bool isInit)
    {
        if (isInit && !PodContainers.IsRestartableInit(container))
        {
            return status with { Started = status.State.Running is not null, Ready = status.State.Terminated is { ExitCode: 0 } };
        }

        if (status.State.Running is null || latest is null)
        {
            return status with { Started = false, Ready = false };
        }

        var verdict = input.Verdict(latest);
        return status with { Started = verdict.Started, Ready = verdict.Started && verdict.Ready };
    }

    private static ApiList<VolumeMountStatus> VolumeMounts(Container container) => container.VolumeMounts
        .Select(mount => VolumeMountStatus.Empty with
        {
            Name = mount.Name,
            MountPath = mount.MountPath,
            ReadOnly = mount.ReadOnly,
            RecursiveReadOnly = mount.ReadOnly ? (mount.RecursiveReadOnly is "Enabled" or "IfPossible" ? "Enabled" : "Disabled") : null,
        })
        .ToApiList();

    private static ContainerState Waiting(string reason, string message) =>
        ContainerState.Empty with { Waiting = ContainerStateWaiting.Empty with { Reason = reason, Message = message } };

    private static ContainerState Ended(int exitCode, string reason, string message) =>
        ContainerState.Empty with { Terminated = ContainerStateTerminated.Empty with { ExitCode = exitCode, Reason = reason, Message = message } };
}

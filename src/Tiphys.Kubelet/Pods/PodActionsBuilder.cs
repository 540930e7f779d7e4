using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Probes;

namespace Tiphys.Kubelet.Pods;

/// <summary>Computes the actions for a pod whose sandbox is ready.</summary>
internal sealed class PodActionsBuilder(Pod pod, PodRuntime runtime, Func<Cri.ContainerStatus, ProbeVerdict> verdictOf)
{
    private readonly PodSpec _spec = pod.Spec;
    private readonly List<ContainerToKill> _toKill = [];
    private readonly List<int> _initToStart = [];
    private bool _killPod;

    public PodActions Build()
    {
        List<Container> ephemeral = [.. PodContainers.Ephemeral(_spec).Where(container => runtime.Latest(container.Name) is null)];
        var isInitialized = InspectInitContainers();
        List<Container> toStart = [];
        if (isInitialized && !_killPod && InspectContainers(toStart) == 0 && toStart.Count == 0)
        {
            // Sidecars alone keep no pod alive.
            _killPod = true;
            _initToStart.Clear();
        }

        return new PodActions
        {
            KillPod = _killPod,
            ToKill = _toKill,
            InitToStart = [.. _initToStart.Distinct().Order().Select(index => _spec.InitContainers[index])],
            EphemeralToStart = ephemeral,
            ToStart = toStart,
        };
    }

    /// <summary>Gives the number of containers that go on as they are.</summary>
    private int InspectContainers(List<Container> toStart)
    {
        var kept = 0;
        foreach (var container in _spec.Containers)
        {
            if (runtime.Latest(container.Name) is not { State: Cri.ContainerState.Running } running)
            {
                if (PodActions.ShouldStart(pod, container, runtime))
                {
                    toStart.Add(container);
                }
            }
            else if (ReasonToKill(container, running, "Container") is { } kill)
            {
                var restarts = kill.IsChange || (container.RestartPolicy ?? _spec.RestartPolicy) != RestartPolicy.Never;
                _toKill.Add(new ContainerToKill(running, restarts ? $"{kill.Message}, will be restarted" : kill.Message, kill.GracePeriodSeconds));
                if (restarts)
                {
                    toStart.Add(container);
                }
            }
            else
            {
                kept++;
            }
        }

        return kept;
    }

    private KillReason? ReasonToKill(Container container, Cri.ContainerStatus running, string kind)
    {
        if (running.Config.Annotations.GetValueOrDefault(KubeletLabels.Hash) != PodContainers.Hash(container))
        {
            return new KillReason($"{kind} {container.Name} definition changed", null, true);
        }

        if (ContainerResources.NeedsRestart(pod, container, running.Config.Resources))
        {
            return new KillReason($"{kind} {container.Name} resize requires restart", null, true);
        }

        return verdictOf(running).Failure is { } failure
            ? new KillReason($"{kind} {container.Name} failed {(failure.Type == ProbeType.Startup ? "startup" : "liveness")} probe", failure.GracePeriodSeconds, false)
            : null;
    }

    /// <summary>
    /// Goes from the last init container to the first: those before one that has been started must have ended, even when nothing is left of
    /// them. True when the main containers may run.
    /// </summary>
    private bool InspectInitContainers()
    {
        if (_spec.InitContainers.IsEmpty)
        {
            return true;
        }

        var isPodInitialized = _spec.Containers.Any(c => runtime.Latest(c.Name)?.State is Cri.ContainerState.Created or Cri.ContainerState.Running);
        var isPreviouslyInitialized = isPodInitialized;
        for (var index = _spec.InitContainers.Count - 1; index >= 0; index--)
        {
            var container = _spec.InitContainers[index];
            var isSidecar = PodContainers.IsRestartableInit(container);
            if (LatestHere(container.Name) is not { } status)
            {
                if (isPreviouslyInitialized && isSidecar)
                {
                    _initToStart.Add(index);
                }

                continue;
            }

            if (isPreviouslyInitialized && !isSidecar)
            {
                continue;
            }

            isPodInitialized |= isSidecar ? InspectSidecar(index, status, isPreviouslyInitialized) : InspectInit(index, status);
            if (_killPod)
            {
                return false;
            }

            isPreviouslyInitialized = true;
        }

        if (!isPreviouslyInitialized)
        {
            _initToStart.Add(0);
        }

        return isPodInitialized;
    }

    // Init containers of an ended sandbox do not count: the new one begins anew.
    private Cri.ContainerStatus? LatestHere(string name) =>
        runtime.Latest(name) is { } status && status.SandboxId == runtime.ReadySandbox?.Id ? status : null;

    private bool InspectInit(int index, Cri.ContainerStatus status)
    {
        switch (status.State)
        {
            case Cri.ContainerState.Created:
                _initToStart.Add(index);
                return false;
            case Cri.ContainerState.Running:
                return false;
            case Cri.ContainerState.Exited when status.ExitCode != 0:
                if (PodActions.ShouldStart(pod, _spec.InitContainers[index], runtime))
                {
                    _initToStart.Add(index);
                }
                else
                {
                    _killPod = true;
                    _initToStart.Clear();
                }

                return false;
            default:
                return Proceed(index, isFirstTime: true);
        }
    }

    private bool InspectSidecar(int index, Cri.ContainerStatus status, bool isPreviouslyInitialized)
    {
        if (status.State != Cri.ContainerState.Running)
        {
            _initToStart.Add(index);
            return false;
        }

        var verdict = verdictOf(status);
        var isInitialized = verdict.Started && Proceed(index, !isPreviouslyInitialized);
        if ((verdict.Started || verdict.Failure is { Type: ProbeType.Startup })
            && ReasonToKill(_spec.InitContainers[index], status, "Init container") is { } kill)
        {
            _toKill.Add(new ContainerToKill(status, kill.Message, kill.GracePeriodSeconds));
            _initToStart.Add(index);
        }

        return isInitialized;
    }

    // After the last init container come the main ones.
    private bool Proceed(int index, bool isFirstTime)
    {
        if (index == _spec.InitContainers.Count - 1)
        {
            return true;
        }

        if (isFirstTime)
        {
            _initToStart.Add(index + 1);
        }

        return false;
    }

    private sealed record KillReason(string Message, long? GracePeriodSeconds, bool IsChange);
}

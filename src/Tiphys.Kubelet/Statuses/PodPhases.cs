using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Statuses;

/// <summary>The phase of a pod, from the states of its containers (upstream: getPhase of pkg/kubelet/kubelet_pods.go).</summary>
internal static class PodPhases
{
    public static bool IsTerminal(string phase) => phase is PodPhase.Succeeded or PodPhase.Failed;

    /// <param name="spec">The pod.</param>
    /// <param name="statuses">Statuses of init and main containers.</param>
    /// <param name="isEnding">No container will be started again, whatever the restart policy.</param>
    /// <param name="wasInitialized">A main container has been started in this sandbox.</param>
    public static string Compute(PodSpec spec, IReadOnlyCollection<ContainerStatus> statuses, bool isEnding, bool wasInitialized)
    {
        var counts = new Counts();
        foreach (var container in spec.InitContainers)
        {
            var status = statuses.FirstOrDefault(each => each.Name == container.Name);
            if (PodContainers.IsRestartableInit(container))
            {
                counts.AddSidecar(status);
            }
            else
            {
                counts.AddInit(container, spec, status);
            }
        }

        foreach (var container in spec.Containers)
        {
            counts.Add(container, spec, statuses.FirstOrDefault(each => each.Name == container.Name));
        }

        return counts.Phase(isEnding, wasInitialized);
    }

    private sealed class Counts
    {
        private int _pendingInit;
        private int _pendingSidecars;
        private int _failedForGood;
        private int _unknown;
        private int _running;
        private int _waiting;
        private int _stopped;
        private int _stoppedForGood;
        private int _succeeded;

        public void AddInit(Container container, PodSpec spec, ContainerStatus? status)
        {
            var ended = status?.State.Terminated ?? (status?.State.Waiting is not null ? status.LastTerminationState.Terminated : null);
            if (ended is null)
            {
                _pendingInit++;
            }
            else if (ended.ExitCode != 0 && !PodContainers.ShouldRestart(container, spec, ended.ExitCode))
            {
                _failedForGood++;
            }
        }

        public void AddSidecar(ContainerStatus? status)
        {
            switch (status)
            {
                case null:
                    _unknown++;
                    break;
                case { State.Running: not null }:
                    _pendingSidecars += status.Started is true ? 0 : 1;
                    _running++;
                    break;
                case { State.Waiting: not null, LastTerminationState.Terminated: null }:
                    _pendingSidecars++;
                    _waiting++;
                    break;
                case { State: { Terminated: null, Waiting: null } }:
                    _pendingSidecars++;
                    _unknown++;
                    break;
            }
        }

        public void Add(Container container, PodSpec spec, ContainerStatus? status)
        {
            switch (status)
            {
                case { State.Running: not null }:
                    _running++;
                    break;
                case { State.Terminated: { } ended }:
                    AddStopped(container, spec, ended.ExitCode);
                    _succeeded += ended.ExitCode == 0 ? 1 : 0;
                    break;
                case { State.Waiting: not null, LastTerminationState.Terminated: { } ended }:
                    AddStopped(container, spec, ended.ExitCode);
                    break;
                case { State.Waiting: not null }:
                    _waiting++;
                    break;
                default:
                    _unknown++;
                    break;
            }
        }

        public string Phase(bool isEnding, bool wasInitialized)
        {
            if (_failedForGood > 0)
            {
                return PodPhase.Failed;
            }

            if (_pendingInit > 0 || (_pendingSidecars > 0 && !wasInitialized) || _waiting > 0)
            {
                return PodPhase.Pending;
            }

            if (_running > 0 && _unknown == 0)
            {
                return PodPhase.Running;
            }

            if (_running > 0 || _stopped == 0 || _unknown > 0)
            {
                return PodPhase.Pending;
            }

            if (!isEnding && _stopped != _stoppedForGood)
            {
                return PodPhase.Running;
            }

            return _stopped == _succeeded ? PodPhase.Succeeded : PodPhase.Failed;
        }

        private void AddStopped(Container container, PodSpec spec, int exitCode)
        {
            _stopped++;
            _stoppedForGood += PodContainers.ShouldRestart(container, spec, exitCode) ? 0 : 1;
        }
    }
}

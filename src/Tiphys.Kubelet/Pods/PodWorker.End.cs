using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Sandboxes;
using Tiphys.Kubelet.Statuses;

namespace Tiphys.Kubelet.Pods;

// Ending a pod.
internal sealed partial class PodWorker
{
    /// <summary>Ends all containers and the sandbox. A shorter grace period that comes meanwhile is taken over.</summary>
    private async Task TerminateAsync(CancellationToken cancellationToken)
    {
        var pod = _pod;
        _services.Probes.Terminating(Uid);
        var runtime = _services.PodRuntimes.Read(Uid);
        if (runtime.Running.Any())
        {
            await ReportAsync(cancellationToken);
            var grace = pod.Metadata.DeletionGracePeriodSeconds;
            await WhileReportingAsync(
                token => KillAllAsync(pod, runtime, token), () => IsShorter(_pod.Metadata.DeletionGracePeriodSeconds, grace), cancellationToken);
        }

        _services.Probes.Forget(Uid);
        await StopSandboxesAsync(_services.PodRuntimes.Read(Uid), cancellationToken);
        _stage = PodStage.Terminated;
    }

    private static bool IsShorter(long? now, long? before) => now is not null && (before is null || now < before);

    private async Task KillAllAsync(Pod pod, PodRuntime runtime, CancellationToken cancellationToken)
    {
        List<Cri.ContainerStatus> running = [.. runtime.Running];
        var order = new TerminationOrder(pod.Spec, [.. running.Select(each => each.Config.Metadata.Name)], _services.Clock);
        await Task.WhenAll(running.Select(EndAsync));

        async Task EndAsync(Cri.ContainerStatus container)
        {
            var name = container.Config.Metadata.Name;
            var spec = PodContainers.Find(pod.Spec, name) ?? Container.Empty with { Name = name };
            await _killer.KillAsync(pod, spec, container.Id, new KillRequest(Turn: time => order.WaitForTurnAsync(name, time, cancellationToken)), cancellationToken);
            order.Ended(name);
        }
    }

    private Task KillAsync(Pod pod, IReadOnlyList<ContainerToKill> containers, CancellationToken cancellationToken) =>
        Task.WhenAll(containers.Select(each => _killer.KillAsync(
            pod,
            PodContainers.Find(pod.Spec, each.Status.Config.Metadata.Name)!,
            each.Status.Id,
            new KillRequest(each.Message, each.GracePeriodSeconds),
            cancellationToken)));

    private async Task StopSandboxesAsync(PodRuntime runtime, CancellationToken cancellationToken)
    {
        foreach (var sandbox in runtime.Sandboxes.Where(sandbox => sandbox.State == Cri.PodSandboxState.Ready))
        {
            await _sandboxes.StopAsync(sandbox, cancellationToken);
        }
    }

    /// <summary>Gives up what the pod had, and reports its last status; containers stay for their logs unless the pod is deleted.</summary>
    private async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        var wasReported = !_isAdmitted && PodPhases.IsTerminal(_pod.Status.Phase);
        await _services.Volumes.ReleaseAsync(Uid, cancellationToken);
        await _services.Cgroups.RemoveAsync(Uid, cancellationToken);
        _services.References.Forget(Uid);
        _services.Images.Forget(Uid);
        _backOff.Forget(Uid);
        if (!wasReported)
        {
            _failures.Clear();
            await ReportAsync(cancellationToken, isGone: true);
        }

        _stage = PodStage.Finished;
        _workers.ResourcesChanged();
    }

    /// <summary>Removes the rest of a pod that is deleted, and then the pod itself from the API.</summary>
    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (!MustEnd)
        {
            return;
        }

        var runtime = _services.PodRuntimes.Read(Uid);
        foreach (var sandbox in runtime.Sandboxes)
        {
            await _sandboxes.RemoveAsync(sandbox, cancellationToken);
        }

        // Those whose sandbox is gone already.
        foreach (var container in _services.PodRuntimes.Read(Uid).Containers)
        {
            await _services.Runtime.RemoveContainerAsync(container.Id, cancellationToken);
        }

        var logs = new DirectoryInfo(SandboxConfigs.LogDirectory(_pod, _services.Options));
        if (logs.Exists)
        {
            logs.Delete(recursive: true);
        }

        if (_isRemoved)
        {
            _services.Statuses.Forget(Uid);
            _stage = PodStage.Gone;
        }
        else
        {
            _services.Statuses.Set(_pod, _status ?? _pod.Status, thenDelete: true);
        }
    }
}

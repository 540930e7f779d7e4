using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Probes;
using Tiphys.Kubelet.Sandboxes;
using Tiphys.Kubelet.Statuses;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Pods;

// Keeping a pod running.
internal sealed partial class PodWorker
{
    private static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(60);
    // No container can be named so.
    private const string VolumesGate = "/volumes";
    private const string SandboxGate = "/sandbox";
    private DateTimeOffset _refreshDue;
    private int _volumeErrors;
    private int _sandboxErrors;

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        if (!_isAdmitted && !Admit())
        {
            return;
        }

        ConsiderResize(_pod);
        var pod = AllocatedPod;
        var (runtime, status) = await ReportAsync(cancellationToken);
        if (IsOver(pod, status))
        {
            _stage = PodStage.Terminating;
            return;
        }

        _services.References.Register(pod);
        if (runtime.RestartingAll(pod.Spec).Any())
        {
            if (!await RestartAllAsync(pod, runtime, cancellationToken))
            {
                return;
            }

            runtime = _services.PodRuntimes.Read(Uid);
        }

        var actions = PodActions.Compute(pod, runtime, Verdict);
        if (actions.KillPod && !actions.CreateSandbox)
        {
            // Nothing will be started any more: what still runs, such as sidecars, ends too.
            _stage = PodStage.Terminating;
            return;
        }

        if (actions.KillPod)
        {
            await KillAllAsync(pod, runtime, cancellationToken);
            await StopSandboxesAsync(runtime, cancellationToken);
        }

        await KillAsync(pod, actions.ToKill, cancellationToken);
        await ResizeAsync(pod, _services.PodRuntimes.Read(Uid), cancellationToken);
        await StartAsync(pod, actions, cancellationToken);
        await RefreshVolumesAsync(pod, cancellationToken);

        await ReportAsync(cancellationToken);
    }

    private ProbeVerdict Verdict(Cri.ContainerStatus container) => _services.Probes.Verdict(Uid, container.Config.Metadata.Name, container.Id);

    private bool Admit()
    {
        var pod = _pod;
        if (PodPhases.IsTerminal(pod.Status.Phase))
        {
            // Ended before this kubelet was started.
            _stage = PodStage.Terminating;
            return false;
        }

        if (_workers.TryAdmit(this, out var rejection))
        {
            return true;
        }

        Log.Rejected(_logger, pod.Metadata.Namespace, pod.Metadata.Name, rejection.Reason, rejection.Message);
        _services.Events.Record(pod, "Warning", rejection.Reason, rejection.Message);
        _status = PodStatusBuilder.Rejected(pod, rejection.Reason, $"Pod was rejected: {rejection.Message}", _services.Clock.GetUtcNow());
        _services.Statuses.Set(pod, _status, thenDelete: false);
        _stage = PodStage.Finished;
        return false;
    }

    /// <summary>Whether the pod has ended by itself, or its time is over.</summary>
    private bool IsOver(Pod pod, PodStatus status)
    {
        if (PodPhases.IsTerminal(status.Phase))
        {
            return true;
        }

        if (pod.Spec.ActiveDeadlineSeconds is not { } seconds || status.StartTime is not { } start)
        {
            return false;
        }

        var left = start.Moment.AddSeconds(seconds) - _services.Clock.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            DueIn(left);
            return false;
        }

        _podFailure = new StartFailure("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
        _services.Events.Record(pod, "Normal", "DeadlineExceeded", _podFailure.Message);
        return true;
    }

    /// <summary>Ends and removes all containers when one has ended that asks for it, so that the pod begins anew in its sandbox.</summary>
    private async Task<bool> RestartAllAsync(Pod pod, PodRuntime runtime, CancellationToken cancellationToken)
    {
        List<Cri.ContainerStatus> sources = [.. runtime.RestartingAll(pod.Spec)];
        if (IsInBackOff(sources[0]))
        {
            return false;
        }

        await Task.WhenAll(runtime.Running.Select(container => _services.Runtime.StopContainerAsync(container.Id, TimeSpan.Zero, cancellationToken)));
        await ReportAsync(cancellationToken);

        // Those that have asked for it go last: a kubelet that is ended in between still sees them, and goes on.
        foreach (var container in runtime.Containers.OrderBy(container => sources.Contains(container)))
        {
            await _services.Runtime.RemoveContainerAsync(container.Id, cancellationToken);
            _messages.Forget(container.Id);
        }

        _failures.Clear();
        return true;
    }

    private async Task StartAsync(Pod pod, PodActions actions, CancellationToken cancellationToken)
    {
        if (!actions.CreateSandbox && actions.InitToStart.Count + actions.EphemeralToStart.Count + actions.ToStart.Count == 0)
        {
            return;
        }

        if (await PrepareAsync(pod, cancellationToken) is not { } volumes)
        {
            return;
        }

        var runtime = _services.PodRuntimes.Read(Uid);
        if (actions.CreateSandbox)
        {
            if (!await CreateSandboxAsync(pod, runtime.NextAttempt, cancellationToken))
            {
                return;
            }

            (runtime, _) = await ReportAsync(cancellationToken);
        }

        if (runtime.ReadySandbox is not { } sandbox)
        {
            _signal.Set();
            return;
        }

        var place = new ContainerPlace(sandbox.Id, pod.Spec.HostNetwork ? [_services.Options.NodeIP] : runtime.IPs, volumes);
        await StartContainersAsync(pod, actions, place, runtime, cancellationToken);
        await CollectDeadAsync(cancellationToken);
    }

    private async Task StartContainersAsync(Pod pod, PodActions actions, ContainerPlace place, PodRuntime runtime, CancellationToken cancellationToken)
    {
        foreach (var container in actions.EphemeralToStart)
        {
            var target = pod.Spec.EphemeralContainers.First(each => each.EphemeralContainerCommon.Name == container.Name).TargetContainerName;
            var targetId = target.Length > 0 ? runtime.Latest(target)?.Id : null;
            await StartAsync(pod, container, place with { TargetId = targetId }, runtime, cancellationToken);
        }

        foreach (var container in actions.InitToStart)
        {
            if (!await StartAsync(pod, container, place, runtime, cancellationToken) && !PodContainers.IsRestartableInit(container))
            {
                return;
            }
        }

        foreach (var container in actions.ToStart)
        {
            await StartAsync(pod, container, place, runtime, cancellationToken);
        }
    }

    private async Task<bool> StartAsync(Pod pod, Container container, ContainerPlace place, PodRuntime runtime, CancellationToken cancellationToken)
    {
        if (IsHeld(container.Name) || IsInBackOff(pod, container, runtime))
        {
            return false;
        }

        var outcome = await _starter.StartAsync(pod, container, place, runtime, cancellationToken);
        if (outcome.Failure is { } failure)
        {
            _failures[container.Name] = failure;
            Hold(container.Name, outcome.RetryAfter ?? LongestRetry);
            return false;
        }

        _failures.TryRemove(container.Name, out _);
        return true;
    }

    private bool IsHeld(string what)
    {
        if (_gate.Remaining(what) is not { } left)
        {
            return false;
        }

        DueIn(left);
        return true;
    }

    private void Hold(string what, TimeSpan time)
    {
        _gate.Hold(what, time);
        DueIn(time);
    }

    private static TimeSpan Delay(int failures) => TimeSpan.FromMilliseconds(Math.Min(500 * Math.Pow(2, failures), LongestRetry.TotalMilliseconds));

    private bool IsInBackOff(Cri.ContainerStatus source)
    {
        var key = $"{Uid}_/all";
        var (ended, now) = (source.FinishedAt ?? source.CreatedAt, _services.Clock.GetUtcNow());
        if (_backOff.DelaySince(key, ended) is { } delay && ended + delay > now)
        {
            DueIn(ended + delay - now);
            return true;
        }

        _backOff.Next(key, ended);
        return false;
    }

    private bool IsInBackOff(Pod pod, Container container, PodRuntime runtime)
    {
        if (runtime.Latest(container.Name) is not { State: Cri.ContainerState.Exited, FinishedAt: { } ended })
        {
            return false;
        }

        var key = $"{Uid}_{container.Name}_{PodContainers.Hash(container)}";
        var now = _services.Clock.GetUtcNow();
        if (_backOff.DelaySince(key, ended) is not { } delay || ended + delay <= now)
        {
            _backOff.Next(key, ended);
            return false;
        }

        var who = $"restarting failed container {container.Name} in pod {PodContainers.Format(pod)}";
        _services.Record(pod, container, "Warning", "BackOff", $"Back-off {who}");
        _failures[container.Name] = new StartFailure(
            StartFailure.CrashLoopBackOff, $"back-off {RestartBackOff.Format(delay)} restarting failed container={container.Name} pod={PodContainers.Format(pod)}");
        DueIn(ended + delay - now);
        return true;
    }

    private async Task<PodVolumes?> PrepareAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (IsHeld(VolumesGate))
        {
            return null;
        }

        _services.Cgroups.Ensure(pod);
        try
        {
            var volumes = await _services.Volumes.PrepareAsync(pod, cancellationToken);
            _refreshes = false;
            _refreshDue = _services.Clock.GetUtcNow() + RefreshPeriod;
            _volumeErrors = 0;
            return volumes;
        }
        catch (VolumeException error)
        {
            Log.WaitsForVolume(_logger, pod.Metadata.Namespace, pod.Metadata.Name, error.Message);
            _services.Events.Record(pod, "Warning", error.Reason, error.Message);
            Hold(VolumesGate, Delay(_volumeErrors++));
            return null;
        }
    }

    private async Task RefreshVolumesAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (pod.Spec.Volumes.IsEmpty)
        {
            return;
        }

        if (_refreshDue == default)
        {
            // The pod was started by a former kubelet: its volumes become known here.
            await PrepareAsync(pod, cancellationToken);
            return;
        }

        var now = _services.Clock.GetUtcNow();
        if (_refreshes || _refreshDue <= now)
        {
            _refreshes = false;
            _refreshDue = now + RefreshPeriod;
            try
            {
                await _services.Volumes.RefreshAsync(pod, cancellationToken);
            }
            catch (VolumeException error)
            {
                _services.Events.Record(pod, "Warning", error.Reason, error.Message);
            }
        }

        DueIn(_refreshDue - now);
    }

    private async Task<bool> CreateSandboxAsync(Pod pod, uint attempt, CancellationToken cancellationToken)
    {
        if (IsHeld(SandboxGate))
        {
            return false;
        }

        if (attempt > 0)
        {
            _services.Events.Record(pod, "Normal", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
        }

        try
        {
            await _sandboxes.CreateAsync(pod, attempt, cancellationToken);
            return true;
        }
        catch (SandboxException error)
        {
            _services.Events.Record(pod, "Warning", "FailedCreatePodSandBox", $"Failed to create pod sandbox: {error.Message}");
            Hold(SandboxGate, Delay(_sandboxErrors++));
            return false;
        }
    }

    private void TrackProbes(Pod pod, PodRuntime runtime)
    {
        var addresses = pod.Spec.HostNetwork ? [_services.Options.NodeIP] : runtime.IPs;
        var running = runtime.Running
            .DistinctBy(container => container.Config.Metadata.Name)
            .ToDictionary(
                container => container.Config.Metadata.Name,
                container => new RunningContainer(container.Id, container.StartedAt ?? container.CreatedAt));
        _services.Probes.Track(pod, _services.FactsOf(addresses), running);
    }

    /// <summary>Of each container stays the newest, and the one before it if that has ended; with the others go their logs and empty sandboxes.</summary>
    private async Task CollectDeadAsync(CancellationToken cancellationToken)
    {
        var runtime = _services.PodRuntimes.Read(Uid);
        foreach (var dead in runtime.Containers.GroupBy(container => container.Config.Metadata.Name).SelectMany(group => group.Skip(2)))
        {
            if (dead.State == Cri.ContainerState.Running)
            {
                continue;
            }

            await _services.Runtime.RemoveContainerAsync(dead.Id, cancellationToken);
            _messages.Forget(dead.Id);
            RemoveLog(dead.LogPath);
        }

        runtime = _services.PodRuntimes.Read(Uid);
        foreach (var sandbox in runtime.Sandboxes.Skip(1).Where(sandbox => !runtime.Containers.Any(container => container.SandboxId == sandbox.Id)))
        {
            await _sandboxes.RemoveAsync(sandbox, cancellationToken);
        }
    }

    // With the files that the log was moved to when it had become too long.
    private static void RemoveLog(string path)
    {
        if (path.Length == 0 || !Directory.Exists(Path.GetDirectoryName(path)))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*"))
        {
            File.Delete(file);
        }
    }
}

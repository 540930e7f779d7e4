using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Sandboxes;

namespace Tiphys.Kubelet.Pods;

/// <summary>The workers of this node's pods, one a pod, each on its own task.</summary>
internal sealed partial class PodWorkers(KubeletServices services, Func<Node?> node, ILogger logger)
{
    private readonly ConcurrentDictionary<string, (PodWorker Worker, Task Task)> _workers = new();
    private readonly RestartBackOff _backOff = new();

    // Guards that a pod is admitted against all that were before it.
    private readonly Lock _admission = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Takes a change of a pod of this node; for the informer.</summary>
    public void Observe(Pod? before, Pod? after)
    {
        if (after is null)
        {
            if (_workers.TryGetValue(before!.Metadata.UID, out var gone))
            {
                gone.Worker.Update(before);
                gone.Worker.Remove();
            }

            return;
        }

        if (_workers.TryGetValue(after.Metadata.UID, out var known))
        {
            known.Worker.Update(after);
        }
        else if (!_stopping.IsCancellationRequested)
        {
            Start(after);
        }
    }

    /// <summary>Has the worker of a pod look at it.</summary>
    public void Wake(string podUid)
    {
        if (_workers.TryGetValue(podUid, out var found))
        {
            found.Worker.Wake();
        }
    }

    /// <summary>Has all workers look at their pods.</summary>
    public void WakeAll()
    {
        foreach (var (worker, _) in _workers.Values)
        {
            worker.Wake();
        }
    }

    /// <summary>Has contents of a pod's volumes written anew.</summary>
    public void RefreshVolumes(string podUid)
    {
        if (_workers.TryGetValue(podUid, out var found))
        {
            found.Worker.RefreshVolumes();
        }
    }

    /// <summary>Takes the word of the API that a pod is gone.</summary>
    public void Removed(string podUid)
    {
        if (_workers.TryGetValue(podUid, out var found))
        {
            found.Worker.Remove();
        }
    }

    public bool Has(string podUid) => _workers.ContainsKey(podUid);

    /// <summary>Whether the node takes the pod beside those it has.</summary>
    public bool TryAdmit(PodWorker worker, [NotNullWhen(false)] out Rejection? rejection)
    {
        lock (_admission)
        {
            // What runs already has been admitted by a former kubelet.
            var others = OthersThan(worker);
            var runtime = services.PodRuntimes.Read(worker.Uid);
            rejection = runtime.Sandboxes.Count > 0
                ? null
                : PodAdmission.Check(worker.Pod, others, node(), services.NodeResources.Allocatable);
            if (rejection is null)
            {
                worker.MarkAdmitted(runtime);
            }
        }

        if (rejection is not null)
        {
            return false;
        }

        ResourcesChanged();
        return true;
    }

    /// <summary>Whether the node can give a pod, which it has taken, what it wants now.</summary>
    public Rejection? CheckResize(PodWorker worker, Pod wanted)
    {
        lock (_admission)
        {
            return PodAdmission.CheckResize(wanted, OthersThan(worker), services.NodeResources.Allocatable);
        }
    }

    /// <summary>Tells that the pods that use the node's resources are others now.</summary>
    public void ResourcesChanged()
    {
        services.Cgroups.SetBurstableWeight(_workers.Values.Select(each => each.Worker).Where(worker => worker.UsesResources).Select(worker => worker.AllocatedPod));
        foreach (var (worker, _) in _workers.Values)
        {
            if (worker.WaitsForResources)
            {
                worker.Wake();
            }
        }
    }

    /// <summary>Stops the workers; pods go on.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers.Values.Select(each => each.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private List<Pod> OthersThan(PodWorker worker) =>
        [.. _workers.Values.Select(each => each.Worker).Where(each => each != worker && each.UsesResources).Select(each => each.AllocatedPod)];

    private void Start(Pod pod)
    {
        var worker = new PodWorker(pod, services, this, _backOff, logger);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _workers[worker.Uid] = (worker, RunAsync(worker, start.Task));
        start.SetResult();
    }

    private async Task RunAsync(PodWorker worker, Task start)
    {
        await start;
        try
        {
            await worker.RunAsync(_stopping.Token);
        }
        catch (Exception error)
        {
            Log.WorkerEnded(logger, error, worker.Pod.Metadata.Namespace, worker.Pod.Metadata.Name);
        }

        if (worker.Stage == PodStage.Gone)
        {
            _workers.TryRemove(worker.Uid, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "the worker of pod {Namespace}/{Pod} ended")]
        public static partial void WorkerEnded(ILogger logger, Exception error, string @namespace, string pod);
    }
}

using System.Collections.Concurrent;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Events;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Probes;

/// <inheritdoc cref="IProbeManager"/>
internal sealed class ProbeManager(IProber prober, IEventRecorder events, TimeProvider clock, Random random) : IProbeManager, IAsyncDisposable
{
    private static readonly ProbeVerdict NotTracked = new(false, false, null);

    private readonly ProbeRuns _runs = new(prober, events, clock, random);
    private readonly ConcurrentDictionary<string, PodProbes> _pods = new();

    public event Action<string>? Changed;

    public void Track(Pod pod, PodFacts facts, IReadOnlyDictionary<string, RunningContainer> running)
    {
        var probes = _pods.GetOrAdd(pod.Metadata.UID, _ => new PodProbes());
        lock (probes)
        {
            if (pod.Metadata.DeletionTimestamp is not null)
            {
                probes.EndKilling();
            }

            foreach (var gone in probes.Containers.Where(entry => running.GetValueOrDefault(entry.Key)?.Id != entry.Value.ContainerId).ToArray())
            {
                gone.Value.Dispose();
                probes.Containers.Remove(gone.Key);
            }

            foreach (var container in Probed(pod).Where(container => running.ContainsKey(container.Name)))
            {
                Track(probes, new ProbeTarget(pod, container, running[container.Name].Id, facts), running[container.Name].StartedAt);
            }
        }
    }

    public void Terminating(string podUid)
    {
        if (_pods.TryGetValue(podUid, out var probes))
        {
            lock (probes)
            {
                probes.EndKilling();
            }
        }
    }

    public void Forget(string podUid)
    {
        if (_pods.TryRemove(podUid, out var probes))
        {
            lock (probes)
            {
                probes.DisposeAll();
            }
        }
    }

    public ProbeVerdict Verdict(string podUid, string containerName, string containerId)
    {
        if (!_pods.TryGetValue(podUid, out var probes))
        {
            return NotTracked;
        }

        lock (probes)
        {
            return probes.Containers.TryGetValue(containerName, out var container) && container.ContainerId == containerId ? container.Verdict : NotTracked;
        }
    }

    /// <summary>True when no probe of the pod runs just now.</summary>
    public bool IsIdle(string podUid)
    {
        if (!_pods.TryGetValue(podUid, out var probes))
        {
            return true;
        }

        lock (probes)
        {
            return probes.Containers.Values.All(container => container.Running.IsCompleted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var running = _pods.Values.SelectMany(probes => probes.Containers.Values).Select(container => container.Running).ToArray();
        foreach (var podUid in _pods.Keys)
        {
            Forget(podUid);
        }

        await Task.WhenAll(running);
    }

    // Init containers have probes only when they go on beside the others.
    private static IEnumerable<Container> Probed(Pod pod) =>
        pod.Spec.InitContainers.Where(container => container.RestartPolicy == ContainerRestartPolicy.Always).Concat(pod.Spec.Containers);

    private static ContainerStatus? Known(ProbeTarget target) =>
        target.Pod.Status.ContainerStatuses.Concat(target.Pod.Status.InitContainerStatuses)
            .FirstOrDefault(status => status.Name == target.Container.Name && status.ContainerID.EndsWith("//" + target.ContainerId, StringComparison.Ordinal));

    private void Track(PodProbes probes, ProbeTarget target, DateTimeOffset startedAt)
    {
        if (probes.Containers.TryGetValue(target.Container.Name, out var there))
        {
            there.Target = target;
            return;
        }

        var podUid = target.Pod.Metadata.UID;
        probes.Containers[target.Container.Name] = new ContainerProbes(
            target, startedAt, Known(target), probes.OnlyReadiness, _runs, () => Changed?.Invoke(podUid));
    }

    // Locked by itself.
    private sealed class PodProbes
    {
        public Dictionary<string, ContainerProbes> Containers { get; } = [];

        public bool OnlyReadiness { get; private set; }

        public void EndKilling()
        {
            OnlyReadiness = true;
            foreach (var container in Containers.Values)
            {
                container.KeepOnlyReadiness();
            }
        }

        public void DisposeAll()
        {
            foreach (var container in Containers.Values)
            {
                container.Dispose();
            }
        }
    }
}

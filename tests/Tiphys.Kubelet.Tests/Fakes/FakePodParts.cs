using System.Collections.Concurrent;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Events;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Hooks;
using Tiphys.Kubelet.Probes;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Tests.Fakes;

internal sealed class FakeVolumes(string root) : IVolumeManager
{
    public Func<Pod, Exception?> Fault { get; set; } = _ => null;

    public ConcurrentQueue<string> Released { get; } = new();

    public ConcurrentQueue<string> Refreshed { get; } = new();

    public event Action<string>? Changed;

    public void Change(string podUid) => Changed?.Invoke(podUid);

    public Task<PodVolumes> PrepareAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (Fault(pod) is { } error)
        {
            throw error;
        }

        Directory.CreateDirectory(PodDirectory(pod.Metadata.UID));
        return Task.FromResult(PodVolumes.None);
    }

    public Task RefreshAsync(Pod pod, CancellationToken cancellationToken)
    {
        Refreshed.Enqueue(pod.Metadata.UID);
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string podUid, CancellationToken cancellationToken)
    {
        Released.Enqueue(podUid);
        if (Directory.Exists(PodDirectory(podUid)))
        {
            Directory.Delete(PodDirectory(podUid), recursive: true);
        }

        return Task.CompletedTask;
    }

    public IReadOnlyList<string> ListPodUids() => Directory.Exists(root) ? [.. Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)!)] : [];

    public string PodDirectory(string podUid) => Path.Combine(root, podUid);
}

internal sealed class FakeEnvironment : IEnvironmentBuilder
{
    public Func<Container, Exception?> Fault { get; set; } = _ => null;

    public Task<IReadOnlyDictionary<string, string>> BuildAsync(
        Pod pod, Container container, PodFacts facts, PodVolumes volumes, CancellationToken cancellationToken) =>
        Fault(container) is { } error
            ? throw error
            : Task.FromResult<IReadOnlyDictionary<string, string>>(container.Env.ToDictionary(each => each.Name, each => each.Value));
}

internal sealed class FakeProbes : IProbeManager
{
    private readonly ConcurrentDictionary<string, ProbeVerdict> _verdicts = new();

    public event Action<string>? Changed;

    public ConcurrentDictionary<string, IReadOnlyDictionary<string, RunningContainer>> Tracked { get; } = new();

    /// <summary>Sets what probes say of a container.</summary>
    public void Say(string podUid, string container, ProbeVerdict verdict)
    {
        _verdicts[container] = verdict;
        Changed?.Invoke(podUid);
    }

    public void Track(Pod pod, PodFacts facts, IReadOnlyDictionary<string, RunningContainer> running) => Tracked[pod.Metadata.UID] = running;

    public void Terminating(string podUid)
    {
    }

    public void Forget(string podUid) => Tracked.TryRemove(podUid, out _);

    public ProbeVerdict Verdict(string podUid, string containerName, string containerId) =>
        _verdicts.TryGetValue(containerName, out var verdict) ? verdict : new ProbeVerdict(true, true, null);
}

internal sealed class FakeHooks : IHookRunner
{
    public ConcurrentQueue<string> Runs { get; } = new();

    public Func<Container, LifecycleHandler, Task<HookResult>> OnRun { get; set; } = (_, _) => Task.FromResult(HookResult.Success);

    public async Task<HookResult> RunAsync(
        LifecycleHandler handler, Pod pod, Container container, string containerId, PodFacts facts, CancellationToken cancellationToken)
    {
        Runs.Enqueue(container.Name);
        return await OnRun(container, handler).WaitAsync(cancellationToken);
    }
}

internal sealed class FakeReferences : IReferencedObjects
{
    public ConcurrentDictionary<string, Secret> Secrets { get; } = new();

    public event Action<string>? Changed;

    public void Change(string podUid) => Changed?.Invoke(podUid);

    public void Register(Pod pod)
    {
    }

    public void Forget(string podUid)
    {
    }

    public Task<ConfigMap?> FindConfigMapAsync(string ns, string name, CancellationToken cancellationToken) => Task.FromResult<ConfigMap?>(null);

    public Task<Secret?> FindSecretAsync(string ns, string name, CancellationToken cancellationToken) =>
        Task.FromResult(Secrets.TryGetValue($"{ns}/{name}", out var secret) ? secret : null);

    public Task<string> ServiceAccountTokenAsync(Pod pod, string audience, long? expirationSeconds, CancellationToken cancellationToken) =>
        Task.FromResult("token");
}

internal sealed class FakeEvents : IEventRecorder
{
    private readonly ConcurrentQueue<string> _all = new();

    /// <summary>Events as <c>Warning BackOff text</c>, in order.</summary>
    public IReadOnlyCollection<string> All => _all;

    public void Record(IKubernetesObject regarding, string type, string reason, string message, string fieldPath = "") =>
        _all.Enqueue($"{type} {reason} {message}");
}

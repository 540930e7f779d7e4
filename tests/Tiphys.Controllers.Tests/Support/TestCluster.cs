using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Client.Informers;

namespace Tiphys.Controllers.Tests.Support;

/// <summary>All controllers on the fake API, with a kubelet that runs every pod at once unless it is told not to.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly InformerFactory _informers;
    private readonly ControllerManager _manager;
    private readonly List<Task> _running = [];

    public TestCluster(ControllerManagerOptions? options = null, TimeProvider? clock = null)
    {
        Client = new FakeKubernetesClient(clock ?? TimeProvider.System);
        _informers = new InformerFactory(Client, TimeProvider.System, NullLoggerFactory.Instance);
        _manager = new ControllerManager(Client, _informers, clock ?? TimeProvider.System, NullLoggerFactory.Instance, options);
    }

    public FakeKubernetesClient Client { get; }

    /// <summary>Images whose pods do not become ready.</summary>
    public ConcurrentDictionary<string, bool> BrokenImages { get; } = [];

    /// <summary>False to leave pods as they are.</summary>
    public bool RunsPods { get; set; } = true;

    public TestCluster Start()
    {
        _informers.For<Pod>().AddHandler((_, pod) => Run(pod));
        _running.Add(_informers.RunAsync(_stop.Token));
        _running.Add(_manager.RunAsync(_stop.Token));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromSeconds(20));
        _manager.Dispose();
        _stop.Dispose();
    }

    private void Run(Pod? pod)
    {
        if (!RunsPods || pod is null || pod.Metadata.DeletionTimestamp is not null || pod.Status.Phase == PodPhase.Running
            || pod.Spec.Containers.Any(container => BrokenImages.ContainsKey(container.Image)))
        {
            return;
        }

        if (Client.Find<Pod>(pod.Metadata.Namespace, pod.Metadata.Name)?.Metadata.UID == pod.Metadata.UID)
        {
            Client.Put(Pods.Running(pod));
        }
    }
}

/// <summary>Pods for tests.</summary>
internal static class Pods
{
    public static Pod Running(Pod pod, bool ready = true) => pod with
    {
        Status = pod.Status with
        {
            Phase = PodPhase.Running,
            PodIP = pod.Status.PodIP.Length > 0 ? pod.Status.PodIP : "10.0.0.1",
            PodIPs = pod.Status.PodIPs.IsEmpty ? [PodIP.Empty with { IP = "10.0.0.1" }] : pod.Status.PodIPs,
            Conditions =
            [
                PodCondition.Empty with { Type = "Ready", Status = ready ? "True" : "False", LastTransitionTime = new Time(DateTimeOffset.UtcNow) },
            ],
        },
    };

    public static Pod Named(string name, string ns = "default", string node = "", params ReadOnlySpan<KeyValuePair<string, string>> labels) => Pod.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = ns, Name = name, UID = $"uid-{name}", Labels = ApiMap.Create(labels) },
        Spec = PodSpec.Empty with { NodeName = node, Containers = [Container.Empty with { Name = "c", Image = "i" }] },
    };
}

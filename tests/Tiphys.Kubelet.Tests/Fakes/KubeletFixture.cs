using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Containers;
using Tiphys.Kubelet.Cgroups;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Images;
using Tiphys.Kubelet.Nodes;
using Tiphys.Kubelet.Statuses;

namespace Tiphys.Kubelet.Tests.Fakes;

/// <summary>A kubelet on fakes, with a clock that the test moves.</summary>
internal sealed class KubeletFixture : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("kubelet-test");
    private Task _running = Task.CompletedTask;

    public KubeletFixture(KubeletFixture? former = null)
    {
        Clock = former?.Clock ?? new ManualClock();
        Client = former?.Client ?? new FakeKubernetesClient(Clock) { PodsTerminateGracefully = true };
        Runtime = former?.Runtime ?? new FakeContainerRuntime(Clock);
        Network = former?.Network ?? new FakePodNetwork();
        Images = former?.Images ?? new FakeImageService();
        Images.Add("busybox");
        Options = new KubeletOptions
        {
            NodeName = "node",
            NodeIP = "192.0.2.1",
            HostName = "node",
            RootDirectory = former?.Options.RootDirectory ?? _root.FullName,
            ClusterDns = "10.96.0.10",
            PodCidr = "10.244.0.0/24",
            ResolvConf = "",
        };
        Volumes = new FakeVolumes(Options.PodsDirectory);
        Resources = NodeResources.Of(
            new Dictionary<string, Quantity> { ["cpu"] = "4", ["memory"] = "8Gi", ["pods"] = "5", ["ephemeral-storage"] = "100Gi" },
            new Dictionary<string, Quantity>());
        Statuses = new PodStatusWriter(Client, Clock, NullLogger.Instance);
        Services = new KubeletServices
        {
            Options = Options,
            Clock = Clock,
            Runtime = Runtime,
            PodRuntimes = new PodRuntimes(Runtime, Network),
            Network = Network,
            Images = new ImageManager(Images, References, Events, Clock),
            ImageService = Images,
            Volumes = Volumes,
            Environment = Environment,
            Probes = Probes,
            Hooks = Hooks,
            References = References,
            Events = Events,
            Statuses = Statuses,
            Cgroups = new PodCgroups(null),
            NodeResources = Resources,
            Mounts = (_, _, _, _, _) => Task.FromResult<IReadOnlyList<ContainerMount>>([]),
        };
    }

    public ManualClock Clock { get; }

    public FakeKubernetesClient Client { get; }

    public FakeContainerRuntime Runtime { get; }

    public FakePodNetwork Network { get; }

    public FakeImageService Images { get; }

    public FakeVolumes Volumes { get; }

    public FakeEnvironment Environment { get; } = new();

    public FakeProbes Probes { get; } = new();

    public FakeHooks Hooks { get; } = new();

    public FakeReferences References { get; } = new();

    public FakeEvents Events { get; } = new();

    public KubeletOptions Options { get; }

    public NodeResources Resources { get; }

    public PodStatusWriter Statuses { get; }

    public KubeletServices Services { get; }

    public static Container Container(string name, string image = "busybox") => Api.Core.V1.Container.Empty with
    {
        Name = name,
        Image = image,
        ImagePullPolicy = PullPolicy.IfNotPresent,
    };

    public static Pod Pod(string name, params Container[] containers) => Api.Core.V1.Pod.Empty with
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = PodSpec.Empty with
        {
            NodeName = "node",
            RestartPolicy = RestartPolicy.Always,
            TerminationGracePeriodSeconds = 30,
            DNSPolicy = DNSPolicy.ClusterFirst,
            Containers = containers.ToApiList(),
        },
    };

    public KubeletFixture Start()
    {
        var registration = new NodeRegistration(Client, Options, Resources, Images, Events, Clock, NullLogger.Instance);
        _running = new KubeletLoops(Client, Services, registration, _ => Task.CompletedTask, NullLoggerFactory.Instance).RunAsync(_stopping.Token);
        return this;
    }

    /// <summary>Ends the kubelet as if it was killed: what it ran goes on.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public Pod? Find(string name) => Client.Find<Pod>("default", name);

    /// <summary>Creates a pod and waits until its status fits.</summary>
    public async Task<Pod> CreateAsync(Pod pod, Func<PodStatus, bool> fits)
    {
        await Client.CreateAsync(pod, default);
        return await UntilAsync(pod.Metadata.Name, fits);
    }

    public async Task<Pod> UntilAsync(string name, Func<PodStatus, bool> fits)
    {
        try
        {
            await Eventually.TrueAsync(() => Find(name) is { } pod && fits(pod.Status), $"status of pod {name}");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"pod {name}: {System.Text.Encoding.UTF8.GetString(Api.Json.ApiJson.Write(Find(name) ?? Api.Core.V1.Pod.Empty))}\n"
                + string.Join('\n', Runtime.Calls) + "\n" + string.Join('\n', Events.All));
        }

        return Find(name)!;
    }

    /// <summary>Moves the clock on in steps until a pod's status fits: a worker that is about to set its timer sees the clock only then.</summary>
    public async Task<Pod> AdvanceUntilAsync(string name, TimeSpan step, Func<PodStatus, bool> fits)
    {
        for (var count = 0; count < 20 && !fits(Find(name)!.Status); count++)
        {
            Clock.Advance(step);
            var begun = TimeProvider.System.GetTimestamp();
            while (!fits(Find(name)!.Status) && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(300))
            {
                await Task.Yield();
            }
        }

        return await UntilAsync(name, fits);
    }

    public Task<Pod> RunningAsync(Pod pod) => CreateAsync(pod, IsReady);

    public static bool IsReady(PodStatus status) =>
        status.Phase == PodPhase.Running && status.Conditions.Any(each => each.Type == PodConditionType.Ready && each.Status == "True");

    /// <summary>Moves the clock on in steps until a pod is gone.</summary>
    public async Task AdvanceUntilGoneAsync(string name, TimeSpan step)
    {
        for (var count = 0; count < 20 && Find(name) is not null; count++)
        {
            Clock.Advance(step);
            var begun = TimeProvider.System.GetTimestamp();
            while (Find(name) is not null && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(300))
            {
                await Task.Yield();
            }
        }

        await GoneAsync(name);
    }

    public Task GoneAsync(string name) => Eventually.TrueAsync(() => Find(name) is null, $"pod {name} is gone");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Statuses.Dispose();
        _stopping.Dispose();
        _root.Delete(recursive: true);
    }
}

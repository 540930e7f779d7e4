using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Client;
using Tiphys.Client.Events;
using Tiphys.Client.Informers;
using Tiphys.Kubelet.Cgroups;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Hooks;
using Tiphys.Kubelet.Images;
using Tiphys.Kubelet.Nodes;
using Tiphys.Kubelet.Probes;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Statuses;
using Tiphys.Kubelet.Volumes;
using Tiphys.Kubelet.Volumes.Kinds;
using Tiphys.Kubelet.Volumes.Mounting;
using Tiphys.Network.Pods;

namespace Tiphys.Kubelet;

/// <summary>
/// The agent of one node: registers it, and runs the pods that are bound to it with a container engine, an image store and a pod network. It
/// owns none of these: they are closed by whoever opened them, after the kubelet has ended.
/// </summary>
/// <param name="client">The API, as <c>system:node:NAME</c>.</param>
/// <param name="informers">Copies of objects that this process shares; run by the caller.</param>
/// <param name="runtime">The container engine.</param>
/// <param name="images">The image store.</param>
/// <param name="network">The pod network.</param>
/// <param name="options">Who the node is.</param>
/// <param name="clock">Time.</param>
/// <param name="loggers">Logs.</param>
public sealed class Kubelet(
    IKubernetesClient client,
    IInformerFactory informers,
    Cri.IContainerRuntime runtime,
    Cri.IImageService images,
    IPodNetwork network,
    KubeletOptions options,
    TimeProvider clock,
    ILoggerFactory loggers)
{
    // Asked for at once: the informers may be running already.
    private readonly IInformer<Service> _serviceInformer = informers.For<Service>();

    /// <summary>
    /// Works until the caller stops it, which leaves all pods running: another kubelet on the same directories takes them over.
    /// </summary>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        options.Validate();
        Directory.CreateDirectory(options.PodsDirectory);
        var events = new EventRecorder(client, "kubelet", options.NodeName, clock, loggers.CreateLogger("Tiphys.Kubelet.Events"));
        await using var references = new ReferencedObjects(client, clock, Random.Shared, loggers.CreateLogger("Tiphys.Kubelet.References"));
        using var prober = new Prober(runtime, clock);
        await using var probes = new ProbeManager(prober, events, clock, Random.Shared);
        using var hooks = new HookRunner(runtime, events, clock);
        using var statuses = new PodStatusWriter(client, clock, loggers.CreateLogger("Tiphys.Kubelet.Statuses"));
        var resources = NodeResources.Read(options);
        var imageManager = new ImageManager(images, references, events, clock);
        var services = new KubeletServices
        {
            Options = options,
            Clock = clock,
            Runtime = runtime,
            PodRuntimes = new PodRuntimes(runtime, network),
            Network = network,
            Images = imageManager,
            ImageService = images,
            Volumes = new VolumeManager(client, references, VolumeOptions(resources, imageManager), clock),
            Environment = new EnvironmentBuilder(references, _serviceInformer),
            Probes = probes,
            Hooks = hooks,
            References = references,
            Events = events,
            Statuses = statuses,
            Cgroups = new PodCgroups(options.Cgroups),
            NodeResources = resources,
            Mounts = MountsOf,
        };
        var registration = new NodeRegistration(client, options, resources, images, events, clock, loggers.CreateLogger("Tiphys.Kubelet.Node"));
        var loops = new KubeletLoops(client, services, registration, _serviceInformer.WaitForSyncAsync, loggers);
        await RunAsync(loops, events, cancellationToken);
    }

    private static async Task RunAsync(KubeletLoops loops, EventRecorder events, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var recording = events.RunAsync(stopping.Token);
        try
        {
            await loops.RunAsync(cancellationToken);
        }
        finally
        {
            await stopping.CancelAsync();
            await recording;
        }
    }

    private VolumeManagerOptions VolumeOptions(NodeResources resources, ImageManager imageManager) => new()
    {
        PodsRoot = options.PodsDirectory,
        Allocatable = () => resources.Allocatable,
        Images = new ImageVolumes(images, imageManager.EnsureVolumeImageAsync),
    };

    // Binds parts of volumes to places of their own, so it may touch the disk.
    private Task<IReadOnlyList<Cri.ContainerMount>> MountsOf(
        Pod pod, Container container, PodVolumes volumes, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        Task.FromResult(ContainerMounts.Build(pod, container, volumes, environment, Path.Combine(options.PodsDirectory, pod.Metadata.UID)));
}

using Tiphys.Api.Core.V1;
using Tiphys.Client.Events;
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
using Tiphys.Network.Pods;

namespace Tiphys.Kubelet;

/// <summary>The parts of a kubelet that all pods share.</summary>
internal sealed record KubeletServices
{
    public required KubeletOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required Cri.IContainerRuntime Runtime { get; init; }

    public required PodRuntimes PodRuntimes { get; init; }

    public required IPodNetwork Network { get; init; }

    public required ImageManager Images { get; init; }

    public required Cri.IImageService ImageService { get; init; }

    public required IVolumeManager Volumes { get; init; }

    public required IEnvironmentBuilder Environment { get; init; }

    public required IProbeManager Probes { get; init; }

    public required IHookRunner Hooks { get; init; }

    public required IReferencedObjects References { get; init; }

    public required IEventRecorder Events { get; init; }

    public required PodStatusWriter Statuses { get; init; }

    public required PodCgroups Cgroups { get; init; }

    public required NodeResources NodeResources { get; init; }

    /// <summary>Mounts of a container's volumes.</summary>
    public required MountsOf Mounts { get; init; }

    /// <summary>What only the node knows of a pod.</summary>
    public PodFacts FactsOf(IReadOnlyList<string> podIPs) => new()
    {
        NodeName = Options.NodeName,
        HostIPs = [Options.NodeIP],
        PodIPs = podIPs,
        Allocatable = NodeResources.Allocatable,
    };

    /// <summary>Records an event of a container.</summary>
    public void Record(Pod pod, Container container, string type, string reason, string message) =>
        Events.Record(pod, type, reason, message, PodContainers.FieldPath(pod.Spec, container.Name));
}

/// <summary>The mounts of a container's volumes.</summary>
internal delegate Task<IReadOnlyList<Cri.ContainerMount>> MountsOf(
    Pod pod, Container container, PodVolumes volumes, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken);

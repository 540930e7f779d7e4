using System.Globalization;
using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Sandboxes;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Containers;

/// <summary>What a container of a pod runs, in the engine's words (upstream: generateContainerConfig of pkg/kubelet/kuberuntime).</summary>
internal sealed class ContainerConfigs(KubeletServices services)
{
    /// <exception cref="ContainerConfigException">The container cannot be configured.</exception>
    /// <exception cref="VolumeException">One of its mounts cannot be made.</exception>
    public async Task<Cri.ContainerConfig> BuildAsync(
        Pod pod, Container container, Cri.ImageInfo image, ContainerPlace place, int restartCount, CancellationToken cancellationToken)
    {
        var security = ContainerSecurity.Build(pod, container, image.Config.User, place.TargetId, services.Options.SeccompDirectory);
        var environment = await services.Environment.BuildAsync(pod, container, services.FactsOf(place.PodIPs), place.Volumes, cancellationToken);
        var mounts = await MountsAsync(pod, container, place, environment, cancellationToken);
        return new Cri.ContainerConfig
        {
            Metadata = new Cri.ContainerMetadata(container.Name, (uint)restartCount),
            ImageId = image.Id,
            ImageReference = Cri.ImageReference.Parse(container.Image).ToString(),
            Command = Expansion.Expand(container.Command, environment),
            Arguments = Expansion.Expand(container.Args, environment),
            WorkingDirectory = container.WorkingDir,
            Environment = [.. HostName(pod), .. environment.Select(variable => new Cri.EnvironmentVariable(variable.Key, variable.Value))],
            Mounts = mounts,
            Resources = ContainerResources.Build(pod, container, services.NodeResources.MemoryBytes),
            SecurityContext = security,
            LogPath = Path.Combine(container.Name, $"{restartCount}.log"),
            Stdin = container.Stdin,
            StdinOnce = container.StdinOnce,
            Tty = container.TTY,
            StopSignal = container.Lifecycle?.StopSignal ?? "",
            Labels = Labels(pod, container),
            Annotations = Annotations(pod, container, image, restartCount),
        };
    }

    // The engine tells containers the name of their sandbox, which has none of its own with the node's network.
    private IEnumerable<Cri.EnvironmentVariable> HostName(Pod pod) =>
        pod.Spec.HostNetwork ? [new Cri.EnvironmentVariable("HOSTNAME", services.Options.HostName)] : [];

    private async Task<IReadOnlyList<Cri.ContainerMount>> MountsAsync(
        Pod pod, Container container, ContainerPlace place, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        List<Cri.ContainerMount> mounts = [.. await services.Mounts(pod, container, place.Volumes, environment, cancellationToken)];
        var podDirectory = services.Volumes.PodDirectory(pod.Metadata.UID);
        if (!mounts.Any(mount => mount.ContainerPath == "/etc/hosts") && (place.PodIPs.Count > 0 || pod.Spec.HostNetwork))
        {
            mounts.Add(await HostsAsync(pod, place, podDirectory, cancellationToken));
        }

        if (container.TerminationMessagePath.Length > 0)
        {
            mounts.Add(TerminationMessages.CreateFile(container, podDirectory));
        }

        return mounts;
    }

    private async Task<Cri.ContainerMount> HostsAsync(Pod pod, ContainerPlace place, string podDirectory, CancellationToken cancellationToken)
    {
        var content = pod.Spec.HostNetwork
            ? HostsFile.ForHostNetwork(await File.ReadAllTextAsync("/etc/hosts", cancellationToken), pod.Spec.HostAliases)
            : HostsFile.ForPod(place.PodIPs, PodHostName.Of(pod, services.Options.ClusterDomain), pod.Spec.HostAliases);
        Directory.CreateDirectory(podDirectory);
        var path = Path.Combine(podDirectory, "etc-hosts");
        await File.WriteAllTextAsync(path, content, cancellationToken);
        return new Cri.ContainerMount { HostPath = path, ContainerPath = "/etc/hosts" };
    }

    private static Dictionary<string, string> Labels(Pod pod, Container container) => new()
    {
        [KubeletLabels.PodName] = pod.Metadata.Name,
        [KubeletLabels.PodNamespace] = pod.Metadata.Namespace,
        [KubeletLabels.PodUid] = pod.Metadata.UID,
        [KubeletLabels.ContainerName] = container.Name,
    };

    private static Dictionary<string, string> Annotations(Pod pod, Container container, Cri.ImageInfo image, int restartCount)
    {
        var annotations = new Dictionary<string, string>
        {
            [KubeletLabels.Hash] = PodContainers.Hash(container),
            [KubeletLabels.RestartCount] = Text(restartCount),
            [KubeletLabels.TerminationMessagePath] = container.TerminationMessagePath,
            [KubeletLabels.TerminationMessagePolicy] = container.TerminationMessagePolicy,
            [KubeletLabels.ImageRef] = image.RepoDigests.Count > 0 ? image.RepoDigests[0] : image.Id,
            [KubeletLabels.Resources] = Encoding.UTF8.GetString(ApiJson.Write(container.Resources)),
        };
        if (pod.Metadata.DeletionGracePeriodSeconds is { } deletion)
        {
            annotations[KubeletLabels.DeletionGracePeriod] = Text(deletion);
        }

        if (pod.Spec.TerminationGracePeriodSeconds is { } termination)
        {
            annotations[KubeletLabels.TerminationGracePeriod] = Text(termination);
        }

        if (container.Lifecycle?.PreStop is { } preStop)
        {
            annotations[KubeletLabels.PreStopHandler] = Encoding.UTF8.GetString(ApiJson.Write(preStop));
        }

        return annotations;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a container is to run.</summary>
/// <param name="SandboxId">The sandbox.</param>
/// <param name="PodIPs">Addresses of the pod; those of the node with its network.</param>
/// <param name="Volumes">Volumes that are ready.</param>
/// <param name="TargetId">For an ephemeral container: the container whose processes it sees.</param>
internal sealed record ContainerPlace(string SandboxId, IReadOnlyList<string> PodIPs, PodVolumes Volumes, string? TargetId = null);

using Tiphys.Containers;
using Tiphys.Containers.Images;
using Tiphys.Containers.Registry;
using Tiphys.Network.Pods;
using Tiphys.Network.Services;

namespace Tiphys.Cluster.Nodes;

/// <summary>Ends what a node keeps running while its program does not: containers, mounts, links, tables, cgroups.</summary>
public static class NodeRemains
{
    /// <summary>Ends the containers, politely for the time given, and removes all else that is not data. The node's program must not run.</summary>
    public static async Task RemoveAsync(NodeOptions options, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (Directory.Exists(options.Directory.Containers))
        {
            await StopContainersAsync(options, grace, cancellationToken);
        }

        await ContainerRuntime.PurgeAsync(options.Runtime, cancellationToken);
        NodeMounts.UnmountBelow(options.Directory.Root);
        NftServiceProxy.Destroy(options.Proxy);
        await RoutedPodNetwork.DestroyAsync(options.PodNetwork, cancellationToken);
    }

    private static async Task StopContainersAsync(NodeOptions options, TimeSpan grace, CancellationToken cancellationToken)
    {
        using var images = ImageStore.Open(options.Directory.Images);
        var service = new ImageService(images, new ImagePuller(images, new RegistryOptions(), Microsoft.Extensions.Logging.Abstractions.NullLogger<ImagePuller>.Instance));
        await using var runtime = await ContainerRuntime.OpenAsync(options.Runtime, new ImageRootFilesystemProvider(service), cancellationToken: cancellationToken);
        var running = runtime.ListContainers().Where(container => container.State == ContainerState.Running);
        await Task.WhenAll(running.Select(container => runtime.StopContainerAsync(container.Id, grace, cancellationToken)));
    }
}

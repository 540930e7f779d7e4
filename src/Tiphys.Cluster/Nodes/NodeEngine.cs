using Microsoft.Extensions.Logging;
using Tiphys.Cluster.Hosting;
using Tiphys.Containers;
using Tiphys.Containers.Images;
using Tiphys.Containers.Registry;
using Tiphys.Network.Pods;

namespace Tiphys.Cluster.Nodes;

/// <summary>What a node has before it knows its cluster: images, container runtime, pod network.</summary>
internal sealed class NodeEngine : IAsyncDisposable
{
    private readonly PartStack _parts;

    private NodeEngine(PartStack parts, ImageStore store, ImageService images, ContainerRuntime runtime, RoutedPodNetwork network)
    {
        _parts = parts;
        Store = store;
        Images = images;
        Runtime = runtime;
        Network = network;
    }

    public ImageStore Store { get; }

    public ImageService Images { get; }

    public ContainerRuntime Runtime { get; }

    public RoutedPodNetwork Network { get; }

    /// <summary>Opens all of it and takes over what runs there already.</summary>
    /// <exception cref="ContainerRuntimeException">A program or a feature of the kernel is missing.</exception>
    public static async Task<NodeEngine> OpenAsync(NodeOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var network = RoutedPodNetwork.OpenAsync(options.PodNetwork, cancellationToken);
        var parts = new PartStack();
        try
        {
            var store = parts.Keep(ImageStore.Open(options.Directory.Images));
            var images = new ImageService(store, new ImagePuller(store, new RegistryOptions(), loggers.CreateLogger<ImagePuller>()));
            var runtime = parts.Keep(await OpenRuntimeAsync(options, images, loggers, clock, cancellationToken));
            return new NodeEngine(parts, store, images, runtime, parts.Keep(await network));
        }
        catch
        {
            await ((Task)network).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (network.IsCompletedSuccessfully)
            {
                (await network).Dispose();
            }

            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the container runtime alone.</summary>
    /// <exception cref="ContainerRuntimeException">A program or a feature of the kernel is missing.</exception>
    public static Task<ContainerRuntime> OpenRuntimeAsync(
        NodeOptions options, IImageService images, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken) =>
        ContainerRuntime.OpenAsync(options.Runtime, new ImageRootFilesystemProvider(images), loggers.CreateLogger("Tiphys.Containers"), clock, cancellationToken);

    /// <summary>Closes it. Containers, links and tables stay.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}

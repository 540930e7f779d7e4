using Microsoft.Extensions.Logging.Abstractions;
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
            await WithRunningAsync(options, (runtime, running) => StopAsync(runtime, running, grace, cancellationToken), cancellationToken);
        }

        await ContainerRuntime.PurgeAsync(options.Runtime, cancellationToken);
        NodeMounts.UnmountBelow(options.Directory.Root);
        NftServiceProxy.Destroy(options.Proxy);
        await RoutedPodNetwork.DestroyAsync(options.PodNetwork, cancellationToken);
    }

    /// <summary>The same after a start that failed, unless containers of before run on: they wait for a start that succeeds.</summary>
    public static async Task RemoveIfIdleAsync(NodeOptions options, CancellationToken cancellationToken)
    {
        var idle = !Directory.Exists(options.Directory.Containers);
        if (!idle)
        {
            await WithRunningAsync(options, (_, running) => Task.FromResult(idle = running.Count == 0), cancellationToken);
        }

        if (idle)
        {
            await RemoveAsync(options, TimeSpan.Zero, cancellationToken);
        }
    }

    private static async Task WithRunningAsync(
        NodeOptions options, Func<ContainerRuntime, IReadOnlyList<string>, Task> work, CancellationToken cancellationToken)
    {
        using var store = ImageStore.Open(options.Directory.Images);
        var images = new ImageService(store, new ImagePuller(store, new RegistryOptions(), NullLogger<ImagePuller>.Instance));
        await using var runtime = await NodeEngine.OpenRuntimeAsync(options, images, NullLoggerFactory.Instance, TimeProvider.System, cancellationToken);
        var running = runtime.ListContainers().Where(container => container.State == ContainerState.Running).Select(container => container.Id);
        await work(runtime, [.. running]);
    }

    private static Task StopAsync(ContainerRuntime runtime, IReadOnlyList<string> containers, TimeSpan grace, CancellationToken cancellationToken) =>
        Task.WhenAll(containers.Select(id => runtime.StopContainerAsync(id, grace, cancellationToken)));
}

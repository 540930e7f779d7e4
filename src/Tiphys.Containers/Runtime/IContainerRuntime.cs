namespace Tiphys.Containers;

/// <summary>
/// Runs pods' sandboxes and containers on this machine, shaped like the RuntimeService of CRI v1. All methods throw
/// <see cref="ContainerRuntimeException"/>. Stop and remove succeed when there is nothing (any more) to stop or remove.
/// </summary>
/// <remarks>Disposing it leaves everything running; an instance with the same root directory finds it again.</remarks>
public interface IContainerRuntime : IAsyncDisposable
{
    /// <summary>Makes a sandbox: its namespaces are there and pinned, the loopback interface is up, nothing else is.</summary>
    /// <remarks>The caller attaches the network through <see cref="PodSandboxInfo.NetworkNamespacePath"/>.</remarks>
    Task<PodSandboxInfo> RunPodSandboxAsync(PodSandboxConfig config, CancellationToken cancellationToken);

    /// <summary>Kills what still runs in the sandbox and gives up its namespaces.</summary>
    /// <remarks>The caller detaches the network before.</remarks>
    Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    /// <summary>Stops the sandbox and removes it with its containers.</summary>
    Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    IReadOnlyList<PodSandboxInfo> ListPodSandboxes();

    PodSandboxInfo GetPodSandboxStatus(string sandboxId);

    /// <summary>Prepares a container's root and configuration; nothing runs yet.</summary>
    /// <returns>The container's id, 64 hexadecimal digits.</returns>
    Task<string> CreateContainerAsync(string sandboxId, ContainerConfig config, CancellationToken cancellationToken);

    /// <summary>Starts a created container. When that fails the container has exited with code 128.</summary>
    Task StartContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>Asks the container to end, and kills it when it has not after the grace period.</summary>
    Task StopContainerAsync(string containerId, TimeSpan gracePeriod, CancellationToken cancellationToken);

    /// <summary>Removes a container, killing it if it runs. Its log stays.</summary>
    Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken);

    IReadOnlyList<ContainerStatus> ListContainers();

    ContainerStatus GetContainerStatus(string containerId);

    /// <summary>Changes the limits that are given; the others stay.</summary>
    Task UpdateContainerResourcesAsync(string containerId, LinuxContainerResources resources, CancellationToken cancellationToken);

    /// <summary>Makes the container write to its log path anew after the file was moved away.</summary>
    Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>Events from now on, in the order in which they happened to each container.</summary>
    /// <remarks>Subscribe first, then list. A subscriber that falls far behind gets an exception and has to begin anew.</remarks>
    IAsyncEnumerable<ContainerEvent> WatchEventsAsync(CancellationToken cancellationToken);

    /// <summary>Runs a command to its end. Each output is cut off after 16 MiB.</summary>
    /// <exception cref="ContainerRuntimeException">DeadlineExceeded when it was killed after <paramref name="timeout"/>.</exception>
    Task<ExecSyncResult> ExecSyncAsync(
        string containerId, IReadOnlyList<string> command, TimeSpan? timeout, CancellationToken cancellationToken);

    /// <summary>Starts a command with streams.</summary>
    Task<IContainerSession> ExecAsync(string containerId, ExecOptions options, CancellationToken cancellationToken);

    /// <summary>Joins the streams of the container's first process; output from before is in the log only.</summary>
    Task<IContainerSession> AttachAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>Connects to a TCP port on the sandbox's loopback interface.</summary>
    Task<Stream> PortForwardAsync(string sandboxId, int port, CancellationToken cancellationToken);

    ContainerStats GetContainerStats(string containerId);

    IReadOnlyList<ContainerStats> ListContainerStats();

    PodSandboxStats GetPodSandboxStats(string sandboxId);
}

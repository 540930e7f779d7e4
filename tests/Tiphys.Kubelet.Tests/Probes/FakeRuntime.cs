using Tiphys.Containers;

namespace Tiphys.Kubelet.Tests.Probes;

/// <summary>A container engine in which commands end as the test says, and which can do nothing else.</summary>
internal sealed class FakeRuntime(Func<IReadOnlyList<string>, ExecSyncResult> exec) : IContainerRuntime
{
    public Task<ExecSyncResult> ExecSyncAsync(string containerId, IReadOnlyList<string> command, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(exec(command));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<PodSandboxInfo> RunPodSandboxAsync(PodSandboxConfig config, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IReadOnlyList<PodSandboxInfo> ListPodSandboxes() => throw new NotSupportedException();

    public PodSandboxInfo GetPodSandboxStatus(string sandboxId) => throw new NotSupportedException();

    public Task<string> CreateContainerAsync(string sandboxId, ContainerConfig config, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StartContainerAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopContainerAsync(string containerId, TimeSpan gracePeriod, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IReadOnlyList<ContainerStatus> ListContainers() => throw new NotSupportedException();

    public ContainerStatus GetContainerStatus(string containerId) => throw new NotSupportedException();

    public Task UpdateContainerResourcesAsync(string containerId, LinuxContainerResources resources, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<ContainerEvent> WatchEventsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IContainerSession> ExecAsync(string containerId, ExecOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IContainerSession> AttachAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Stream> PortForwardAsync(string sandboxId, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ContainerStats GetContainerStats(string containerId) => throw new NotSupportedException();

    public IReadOnlyList<ContainerStats> ListContainerStats() => throw new NotSupportedException();

    public PodSandboxStats GetPodSandboxStats(string sandboxId) => throw new NotSupportedException();
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Tests.Fakes;

/// <summary>A container engine in memory: containers run until the test ends them with <see cref="Exit"/>, or they are stopped.</summary>
internal sealed class FakeContainerRuntime(TimeProvider clock) : IContainerRuntime
{
    private readonly Lock _lock = new();
    private readonly List<PodSandboxInfo> _sandboxes = [];
    private readonly List<ContainerStatus> _containers = [];
    private readonly List<Channel<ContainerEvent>> _subscribers = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ends = new();
    private readonly List<string> _calls = [];
    private int _lastId;

    /// <summary>What was done, as <c>start web</c>, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Lets a call fail: gets it as <see cref="Calls"/> has it, gives the exception or null.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>What a stopped container exits with; null: it does not heed the signal and is killed when the grace period is over.</summary>
    public Func<ContainerStatus, int?> OnStop { get; set; } = _ => 143;

    public Task<PodSandboxInfo> RunPodSandboxAsync(PodSandboxConfig config, CancellationToken cancellationToken)
    {
        Call($"sandbox {config.Metadata.Name}");
        lock (_lock)
        {
            var id = $"sandbox-{++_lastId}";
            var info = new PodSandboxInfo
            {
                Id = id,
                Config = config,
                State = PodSandboxState.Ready,
                CreatedAt = clock.GetUtcNow().AddTicks(_lastId),
                NetworkNamespacePath = config.Namespaces.Network == NamespaceMode.Pod ? $"/run/netns/{id}" : null,
            };
            _sandboxes.Add(info);
            return Task.FromResult(info);
        }
    }

    public async Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        Call($"stop-sandbox {sandboxId}");
        foreach (var container in ListContainers().Where(each => each.SandboxId == sandboxId && each.State == ContainerState.Running))
        {
            await StopContainerAsync(container.Id, TimeSpan.Zero, cancellationToken);
        }

        lock (_lock)
        {
            var index = _sandboxes.FindIndex(each => each.Id == sandboxId);
            if (index >= 0)
            {
                _sandboxes[index] = _sandboxes[index] with { State = PodSandboxState.NotReady };
            }
        }
    }

    public async Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        await StopPodSandboxAsync(sandboxId, cancellationToken);
        Call($"remove-sandbox {sandboxId}");
        lock (_lock)
        {
            _sandboxes.RemoveAll(each => each.Id == sandboxId);
            _containers.RemoveAll(each => each.SandboxId == sandboxId);
        }
    }

    public IReadOnlyList<PodSandboxInfo> ListPodSandboxes()
    {
        lock (_lock)
        {
            return [.. _sandboxes];
        }
    }

    public PodSandboxInfo GetPodSandboxStatus(string sandboxId) => ListPodSandboxes().First(each => each.Id == sandboxId);

    public Task<string> CreateContainerAsync(string sandboxId, ContainerConfig config, CancellationToken cancellationToken)
    {
        Call($"create {config.Metadata.Name}");
        ContainerStatus status;
        lock (_lock)
        {
            var id = $"container-{++_lastId}";
            status = new ContainerStatus
            {
                Id = id,
                SandboxId = sandboxId,
                Config = config,
                State = ContainerState.Created,
                CreatedAt = clock.GetUtcNow().AddTicks(_lastId),
                User = new ContainerUser(config.SecurityContext.RunAsUser ?? 0, config.SecurityContext.RunAsGroup ?? 0, [0]),
            };
            _containers.Add(status);
        }

        Publish(ContainerEventType.Created, status);
        return Task.FromResult(status.Id);
    }

    public Task StartContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        var name = GetContainerStatus(containerId).Config.Metadata.Name;
        try
        {
            Call($"start {name}");
        }
        catch (ContainerRuntimeException error)
        {
            End(containerId, 128, ContainerExitReason.StartError, error.Message);
            throw;
        }

        _ends[containerId] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Publish(ContainerEventType.Started, Change(containerId, status => status with { State = ContainerState.Running, StartedAt = clock.GetUtcNow(), Pid = 1 }));
        return Task.CompletedTask;
    }

    public async Task StopContainerAsync(string containerId, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        var status = ListContainers().FirstOrDefault(each => each.Id == containerId);
        if (status is not { State: ContainerState.Running })
        {
            return;
        }

        Call($"stop {status.Config.Metadata.Name} {gracePeriod.TotalSeconds:0}");
        if (gracePeriod > TimeSpan.Zero && OnStop(status) is { } code)
        {
            End(containerId, code, code == 0 ? ContainerExitReason.Completed : ContainerExitReason.Error, "");
            return;
        }

        try
        {
            await _ends[containerId].Task.WaitAsync(gracePeriod, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            End(containerId, 137, ContainerExitReason.Error, "");
        }
    }

    /// <summary>A running container ends by itself.</summary>
    public void Exit(string name, int code, string reason = "") => End(
        ListContainers().Last(each => each.Config.Metadata.Name == name && each.State == ContainerState.Running).Id,
        code,
        reason.Length > 0 ? reason : code == 0 ? ContainerExitReason.Completed : ContainerExitReason.Error,
        "");

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _containers.RemoveAll(each => each.Id == containerId);
        }

        return Task.CompletedTask;
    }

    public IReadOnlyList<ContainerStatus> ListContainers()
    {
        lock (_lock)
        {
            return [.. _containers];
        }
    }

    public ContainerStatus GetContainerStatus(string containerId) => ListContainers().FirstOrDefault(each => each.Id == containerId)
        ?? throw new ContainerRuntimeException(ContainerRuntimeError.NotFound, $"container \"{containerId}\" not found");

    public Task UpdateContainerResourcesAsync(string containerId, LinuxContainerResources resources, CancellationToken cancellationToken)
    {
        var status = Change(containerId, each => each with { Config = each.Config with { Resources = resources } });
        Call($"update {status.Config.Metadata.Name}");
        return Task.CompletedTask;
    }

    public Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken) => Task.CompletedTask;

    public IAsyncEnumerable<ContainerEvent> WatchEventsAsync(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<ContainerEvent>();
        lock (_lock)
        {
            _subscribers.Add(channel);
        }

        return channel.Reader.ReadAllAsync(cancellationToken);
    }

    public Task<ExecSyncResult> ExecSyncAsync(
        string containerId, IReadOnlyList<string> command, TimeSpan? timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IContainerSession> ExecAsync(string containerId, ExecOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IContainerSession> AttachAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Stream> PortForwardAsync(string sandboxId, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Memory that containers use.</summary>
    public ulong MemoryUsage { get; set; }

    public ContainerStats GetContainerStats(string containerId) => new()
    {
        Id = containerId,
        SandboxId = GetContainerStatus(containerId).SandboxId,
        Metadata = GetContainerStatus(containerId).Config.Metadata,
        Resources = new CgroupStats { MemoryUsageBytes = MemoryUsage },
    };

    public IReadOnlyList<ContainerStats> ListContainerStats() => [];

    public PodSandboxStats GetPodSandboxStats(string sandboxId) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Call(string what)
    {
        lock (_lock)
        {
            _calls.Add(what);
        }

        if (Fault(what) is { } error)
        {
            throw error;
        }
    }

    private void End(string id, int code, string reason, string message)
    {
        var status = Change(id, each => each with
        {
            State = ContainerState.Exited,
            ExitCode = code,
            Reason = reason,
            Message = message,
            StartedAt = each.StartedAt ?? clock.GetUtcNow(),
            FinishedAt = clock.GetUtcNow(),
            Pid = 0,
        });
        if (_ends.TryGetValue(id, out var end))
        {
            end.TrySetResult();
        }

        Publish(ContainerEventType.Exited, status);
    }

    private ContainerStatus Change(string id, Func<ContainerStatus, ContainerStatus> change)
    {
        lock (_lock)
        {
            var index = _containers.FindIndex(each => each.Id == id);
            return _containers[index] = change(_containers[index]);
        }
    }

    private void Publish(ContainerEventType type, ContainerStatus status)
    {
        lock (_lock)
        {
            _subscribers.ForEach(each => each.Writer.TryWrite(new ContainerEvent(type, status)));
        }
    }
}

using Tiphys.Containers.Linux;
using Tiphys.Containers.Processes;
using Tiphys.Containers.Sandboxes;
using Tiphys.Containers.Security;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

public sealed partial class ContainerRuntime
{
    public async Task<PodSandboxInfo> RunPodSandboxAsync(PodSandboxConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        cancellationToken.ThrowIfCancellationRequested();
        var id = NewId();
        var paths = _paths.Sandbox(id);
        try
        {
            // Off the caller's thread: making a network namespace may wait for the kernel.
            var entry = await Task.Run(() => MakeSandbox(id, config, paths), cancellationToken);
            _sandboxes[id] = entry;
            return entry.ToInfo();
        }
        catch (Exception exception)
        {
            RemoveSandboxFiles(paths);
            if (exception is ContainerRuntimeException or OperationCanceledException)
                throw;
            throw new ContainerRuntimeException($"create sandbox for pod \"{config.Metadata.Namespace}/{config.Metadata.Name}\": {exception.Message}", exception);
        }
    }

    public async Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        if (!_sandboxes.TryGetValue(sandboxId, out var sandbox))
            return;
        using var _ = await sandbox.Lock.EnterAsync(cancellationToken);
        await StopSandboxAsync(sandbox, cancellationToken);
    }

    public async Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        if (!_sandboxes.TryGetValue(sandboxId, out var sandbox))
            return;
        using var _ = await sandbox.Lock.EnterAsync(cancellationToken);
        await StopSandboxAsync(sandbox, cancellationToken);
        foreach (var container in ContainersOf(sandboxId))
            await RemoveContainerAsync(container.Record.Id, cancellationToken);
        RemoveSandboxFiles(sandbox.Paths);
        _sandboxes.TryRemove(sandboxId, out SandboxEntry? _);
    }

    public IReadOnlyList<PodSandboxInfo> ListPodSandboxes() => [.. _sandboxes.Values.Select(s => s.ToInfo())];

    public PodSandboxInfo GetPodSandboxStatus(string sandboxId) => Sandbox(sandboxId).ToInfo();

    private IEnumerable<ContainerEntry> ContainersOf(string sandboxId) => _containers.Values.Where(c => c.Record.SandboxId == sandboxId);

    private SandboxEntry MakeSandbox(string id, PodSandboxConfig config, SandboxPaths paths)
    {
        Directory.CreateDirectory(paths.Directory);
        if (config.LogDirectory.Length > 0)
            Directory.CreateDirectory(config.LogDirectory);
        SandboxFiles.Write(config, paths);
        SandboxNamespaces.Create(config, paths);
        if (config.Namespaces.Ipc != NamespaceMode.Node)
            SandboxFiles.MountSharedMemory(config, paths);
        var record = new SandboxRecord { Id = id, Config = config, CreatedAt = _time.GetUtcNow() };
        var entry = new SandboxEntry(record, paths);
        if (config.Namespaces.Pid == NamespaceMode.Pod)
            record = record with { PidHolder = StartHolder(paths) };
        entry.Save(record);
        return entry;
    }

    private int StartHolder(SandboxPaths paths)
    {
        var holder = PidHolder.Start(paths.PidNamespace);
        _cgroups.AddProcess(Conmon.Cgroup, holder.Id);
        return holder.Id;
    }

    private async Task StopSandboxAsync(SandboxEntry sandbox, CancellationToken cancellationToken)
    {
        if (sandbox.Record.IsStopped)
            return;
        await Task.WhenAll(ContainersOf(sandbox.Record.Id).Select(c => StopContainerAsync(c.Record.Id, TimeSpan.Zero, cancellationToken)));
        await StopHolderAsync(sandbox, cancellationToken);
        MountTable.UnmountBelow(sandbox.Paths.Directory);
        sandbox.Save(sandbox.Record with { IsStopped = true });
    }

    private static async Task StopHolderAsync(SandboxEntry sandbox, CancellationToken cancellationToken)
    {
        if (sandbox.Record.PidHolder == 0)
            return;
        using var handle = PidHolder.Find(sandbox.Record.PidHolder, sandbox.Paths.PidNamespace);
        if (handle is null)
            return;
        Libc.PidFdSendSignal(handle, Signals.Kill);
        await EpollLoop.Shared.WaitAsync(handle, PollEvents.Readable, cancellationToken);
    }
}

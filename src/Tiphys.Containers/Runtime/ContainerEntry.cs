using Tiphys.Containers.Store;

namespace Tiphys.Containers;

/// <summary>A container in memory. Its record is immutable and swapped, and written to disk before it is swapped.</summary>
internal sealed class ContainerEntry(ContainerRecord record, ContainerPaths paths)
{
    private volatile ContainerRecord _record = record;

    /// <summary>Held while the container changes its phase. Never while waiting for it to end.</summary>
    public SemaphoreSlim Lock { get; } = new(1, 1);

    public ContainerPaths Paths { get; } = paths;
    public ContainerRecord Record => _record;

    /// <summary>Completes when the container has exited.</summary>
    public TaskCompletionSource Exited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for conmon's end; null unless the container runs.</summary>
    public Task? Watcher { get; set; }

    /// <summary>Last measurement of what it has written.</summary>
    public FilesystemUsage? WritableLayer { get; set; }

    public void Save(ContainerRecord record)
    {
        StateFile.Write(Paths.StateFile, record, StateJsonContext.Default.ContainerRecord);
        _record = record;
    }
}

internal sealed class SandboxEntry(SandboxRecord record, SandboxPaths paths)
{
    private volatile SandboxRecord _record = record;

    /// <summary>Held while the sandbox is stopped or removed, or a container is added.</summary>
    public SemaphoreSlim Lock { get; } = new(1, 1);

    public SandboxPaths Paths { get; } = paths;
    public SandboxRecord Record => _record;

    public void Save(SandboxRecord record)
    {
        StateFile.Write(Paths.StateFile, record, StateJsonContext.Default.SandboxRecord);
        _record = record;
    }

    public PodSandboxInfo ToInfo() => new()
    {
        Id = Record.Id,
        Config = Record.Config,
        State = Record.IsStopped ? PodSandboxState.NotReady : PodSandboxState.Ready,
        CreatedAt = Record.CreatedAt,
        NetworkNamespacePath = Record.Config.Namespaces.Network == NamespaceMode.Node ? null : Paths.NetworkNamespace,
    };
}

internal static class SemaphoreExtensions
{
    public static async Task<Releaser> EnterAsync(this SemaphoreSlim semaphore, CancellationToken cancellationToken)
    {
        await semaphore.WaitAsync(cancellationToken);
        return new Releaser(semaphore);
    }

    internal readonly struct Releaser(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}

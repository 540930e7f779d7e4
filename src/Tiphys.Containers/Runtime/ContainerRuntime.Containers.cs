using Tiphys.Containers.Linux;
using Tiphys.Containers.Oci;
using Tiphys.Containers.Security;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

public sealed partial class ContainerRuntime
{
    public async Task<string> CreateContainerAsync(string sandboxId, ContainerConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        var sandbox = Sandbox(sandboxId);
        using var _ = await sandbox.Lock.EnterAsync(cancellationToken);
        if (sandbox.Record.IsStopped || !_sandboxes.ContainsKey(sandboxId))
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidState, $"sandbox \"{sandboxId}\" is not ready");
        var id = NewId();
        var paths = _paths.Container(id);
        try
        {
            var root = await _images.PrepareAsync(config.ImageId, cancellationToken);
            var entry = await MakeContainerAsync(id, sandbox, config, root, paths, cancellationToken);
            _containers[id] = entry;
            Publish(ContainerEventType.Created, entry);
            return id;
        }
        catch (Exception exception)
        {
            RemoveContainerFiles(paths);
            if (exception is ContainerRuntimeException or OperationCanceledException)
                throw;
            throw new ContainerRuntimeException($"create container \"{config.Metadata.Name}\": {exception.Message}", exception);
        }
    }

    public async Task StopContainerAsync(string containerId, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        if (!_containers.TryGetValue(containerId, out var entry))
            return;
        // A start under way ends first; then there is something to stop.
        using (await entry.Lock.EnterAsync(cancellationToken))
        {
            if (entry.Record.Phase != ContainerPhase.Running)
                return;
        }

        if (gracePeriod > TimeSpan.Zero && await EndsAfterAsync(entry, Signals.Parse(entry.Record.StopSignal), gracePeriod, cancellationToken))
            return;
        if (!await EndsAfterAsync(entry, Signals.Kill, _options.KillTimeout, cancellationToken))
            throw new ContainerRuntimeException(ContainerRuntimeError.DeadlineExceeded, $"container \"{containerId}\" does not end after SIGKILL");
    }

    public async Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        if (!_containers.TryGetValue(containerId, out var entry))
            return;
        await StopContainerAsync(containerId, TimeSpan.Zero, cancellationToken);
        using var _ = await entry.Lock.EnterAsync(cancellationToken);
        if (!_containers.ContainsKey(containerId))
            return;
        await ReleaseAsync(entry.Record, cancellationToken);
        RemoveContainerFiles(entry.Paths);
        _containers.TryRemove(containerId, out ContainerEntry? _);
        Publish(ContainerEventType.Removed, entry);
    }

    public IReadOnlyList<ContainerStatus> ListContainers() => [.. _containers.Values.Select(c => c.Record.ToStatus())];

    public ContainerStatus GetContainerStatus(string containerId) => Container(containerId).Record.ToStatus();

    public async Task UpdateContainerResourcesAsync(string containerId, LinuxContainerResources resources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var entry = Container(containerId);
        using var _ = await entry.Lock.EnterAsync(cancellationToken);
        var record = entry.Record;
        if (record.Phase == ContainerPhase.Exited)
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidState, $"container \"{containerId}\" has exited");
        var merged = OciResourcesBuilder.Merge(record.Config.Resources, resources);
        if (record.Phase == ContainerPhase.Running)
            _cgroups.Update(record.Cgroup, OciResourcesBuilder.ToCgroup(resources));
        else
            await ContainerSpec.ChangeResourcesAsync(entry.Paths, merged, _cgroups.Layout.Version, cancellationToken);
        entry.Save(record with { Config = record.Config with { Resources = merged } });
    }

    public async Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken)
    {
        var entry = RunningContainer(containerId);
        await ConmonControl.ReopenLogAsync(entry.Paths.Directory, entry.Record.LogPath, cancellationToken);
    }

    private async Task<ContainerEntry> MakeContainerAsync(
        string id, SandboxEntry sandbox, ContainerConfig config, ContainerRootFilesystem root, ContainerPaths paths, CancellationToken cancellationToken)
    {
        var (sandboxConfig, image) = (sandbox.Record.Config, root.Config);
        var stopSignal = config.StopSignal.Length > 0 ? config.StopSignal : image.StopSignal.Length > 0 ? image.StopSignal : "SIGTERM";
        _ = Signals.Parse(stopSignal);
        Directory.CreateDirectory(paths.Directory);
        OverlayRoot.Mount(paths, root.LowerDirectories);
        var record = new ContainerRecord
        {
            Id = id,
            SandboxId = sandbox.Record.Id,
            Config = config,
            User = UserResolver.Resolve(config.SecurityContext, image.User, UserDatabase.Read(paths.RootFilesystem)),
            CreatedAt = _time.GetUtcNow(),
            LogPath = config.LogPath.Length > 0 && sandboxConfig.LogDirectory.Length > 0 ? Path.Combine(sandboxConfig.LogDirectory, config.LogPath) : "",
            StopSignal = stopSignal,
            Cgroup = $"{sandboxConfig.CgroupParent.Trim('/')}/{id}".TrimStart('/'),
            OwnsPidNamespace = (config.SecurityContext.Namespaces ?? sandboxConfig.Namespaces).Pid == NamespaceMode.Container,
        };
        await ContainerSpec.WriteAsync(paths, SpecInput(record, sandbox, image, paths), cancellationToken);
        var entry = new ContainerEntry(record, paths);
        entry.Save(record);
        return entry;
    }

    private OciSpecInput SpecInput(ContainerRecord record, SandboxEntry sandbox, ImageProcessConfig image, ContainerPaths paths) => new()
    {
        Config = record.Config,
        Image = image,
        Sandbox = sandbox.Record.Config,
        SandboxPaths = sandbox.Paths,
        User = record.User,
        RootDirectory = paths.RootFilesystem,
        CgroupPath = _cgroups.AbsolutePath(record.Cgroup),
        Cgroups = _cgroups.Layout,
        PidNamespacePath = PidNamespaceOf(record.Config.SecurityContext.Namespaces ?? sandbox.Record.Config.Namespaces, sandbox),
    };

    private string? PidNamespaceOf(NamespaceOptions options, SandboxEntry sandbox) => options.Pid switch
    {
        NamespaceMode.Pod when sandbox.Record.PidHolder != 0 => sandbox.Paths.PidNamespace,
        NamespaceMode.Pod => throw new ContainerRuntimeException(
            ContainerRuntimeError.InvalidConfiguration, "the sandbox has no PID namespace to share"),
        NamespaceMode.Target => $"/proc/{RunningContainer(options.TargetId).Record.Pid}/ns/pid",
        _ => null,
    };

    /// <summary>Sends a signal to the first process and waits for the container's end; false when it takes too long.</summary>
    private async Task<bool> EndsAfterAsync(ContainerEntry entry, int signal, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using (var process = Libc.PidFdOpen(entry.Record.Pid))
        {
            // conmon reaps the process and ends then, so that a number given anew means the exit is about to be seen.
            if (process is not null && IsInCgroup(entry.Record))
                Libc.PidFdSendSignal(process, signal);
        }

        try
        {
            await entry.Exited.Task.WaitAsync(timeout, _time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static bool IsInCgroup(ContainerRecord record)
    {
        try
        {
            return File.ReadAllText($"/proc/{record.Pid}/cgroup").Contains(record.Id, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}

using Tiphys.Containers.Linux;
using Tiphys.Containers.Processes;
using Tiphys.Containers.Sandboxes;
using Tiphys.Containers.Security;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

// What a new instance does with what it finds, whatever moment the last one ended at.
public sealed partial class ContainerRuntime
{
    private const string BootIdSource = "/proc/sys/kernel/random/boot_id";

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var directory in (ReadOnlySpan<string>)[_paths.Root, _paths.Sandboxes, _paths.Containers, _paths.Exits, _paths.OciState])
            Directory.CreateDirectory(directory);
        var isSameBoot = CheckBoot();
        _cgroups.Create("");
        foreach (var directory in Directory.EnumerateDirectories(_paths.Sandboxes))
            await RecoverSandboxAsync(Path.GetFileName(directory), isSameBoot, cancellationToken);
        foreach (var directory in Directory.EnumerateDirectories(_paths.Containers))
            await RecoverContainerAsync(Path.GetFileName(directory), isSameBoot, cancellationToken);
        if (_sandboxes.IsEmpty && _containers.IsEmpty)
            return;
        Log.Recovered(_logger, _sandboxes.Count, _containers.Count, _containers.Values.Count(c => c.Record.Phase == ContainerPhase.Running));
    }

    /// <summary>False when the machine was started anew since: then no process, mount or namespace is left.</summary>
    private bool CheckBoot()
    {
        var current = File.ReadAllText(BootIdSource).Trim();
        var isSame = File.Exists(_paths.BootIdFile) && File.ReadAllText(_paths.BootIdFile) == current;
        if (!isSame)
        {
            Files.DeleteTree(_paths.OciState);
            Directory.CreateDirectory(_paths.OciState);
            File.WriteAllText(_paths.BootIdFile, current);
        }

        return isSame;
    }

    private async Task RecoverSandboxAsync(string id, bool isSameBoot, CancellationToken cancellationToken)
    {
        var paths = _paths.Sandbox(id);
        if (StateFile.TryRead(paths.StateFile, StateJsonContext.Default.SandboxRecord) is not { } record)
        {
            await RemoveHalfMadeSandboxAsync(paths, cancellationToken);
            Log.RemovedRemains(_logger, paths.Directory);
            return;
        }

        var entry = new SandboxEntry(record, paths);
        if (!isSameBoot && !record.IsStopped)
            entry.Save(record with { IsStopped = true });
        _sandboxes[id] = entry;
    }

    // Its holder is not written down yet; the pinned namespace leads to it.
    private async Task RemoveHalfMadeSandboxAsync(SandboxPaths paths, CancellationToken cancellationToken)
    {
        foreach (var process in _cgroups.GetProcesses(Conmon.Cgroup))
        {
            using var handle = PidHolder.Find(process, paths.PidNamespace);
            if (handle is null)
                continue;
            Libc.PidFdSendSignal(handle, Signals.Kill);
            await EpollLoop.Shared.WaitAsync(handle, PollEvents.Readable, cancellationToken);
        }

        RemoveSandboxFiles(paths);
    }

    private async Task RecoverContainerAsync(string id, bool isSameBoot, CancellationToken cancellationToken)
    {
        var paths = _paths.Container(id);
        var record = StateFile.TryRead(paths.StateFile, StateJsonContext.Default.ContainerRecord);
        if (record is null || !_sandboxes.ContainsKey(record.SandboxId))
        {
            if (record is not null)
            {
                await KillRemainsAsync(record, paths, cancellationToken);
                await ReleaseAsync(record, cancellationToken);
            }

            RemoveContainerFiles(paths);
            Log.RemovedRemains(_logger, paths.Directory);
            return;
        }

        var entry = new ContainerEntry(record, paths);
        _containers[id] = entry;
        if (record.Phase is ContainerPhase.Starting or ContainerPhase.Running)
            await RecoverActiveAsync(entry, isSameBoot);
        else if (record.Phase == ContainerPhase.Exited)
            entry.Exited.TrySetResult();
    }

    private async Task RecoverActiveAsync(ContainerEntry entry, bool isSameBoot)
    {
        var conmon = isSameBoot ? FindConmon(entry.Record, entry.Paths) : null;
        if (conmon is not null && HasStarted(entry))
        {
            entry.Watcher = WatchAsync(entry, conmon);
            return;
        }

        conmon?.Dispose();
        if (entry.Record.Phase == ContainerPhase.Starting && ReadExitFile(entry.Record.Id) is null)
            await FailStartAsync(entry, new ContainerRuntimeException("the container engine ended while it was starting the container"));
        else
            await RecordExitAsync(entry);
    }

    /// <summary>Whether the first process was let go; a start that was interrupted right after that is completed here.</summary>
    private bool HasStarted(ContainerEntry entry)
    {
        if (entry.Record.Phase == ContainerPhase.Running)
            return true;
        var pid = ProcessFinder.ReadPid(entry.Paths.PidFile);
        if (pid == 0 || File.Exists(Path.Combine(_paths.OciState, entry.Record.Id, "exec.fifo")))
            return false;
        entry.Save(entry.Record with
        {
            Phase = ContainerPhase.Running,
            StartedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(entry.Paths.PidFile), TimeSpan.Zero),
            Pid = pid,
            ConmonPid = ProcessFinder.ReadPid(entry.Paths.ConmonPidFile),
        });
        return true;
    }

    private static void RemoveContainerFiles(ContainerPaths paths)
    {
        if (Directory.Exists(paths.RootFilesystem))
            Libc.TryUnmount(paths.RootFilesystem);
        RemoveDirectory(paths.Directory, paths.StateFile);
    }

    private static void RemoveSandboxFiles(SandboxPaths paths)
    {
        if (!Directory.Exists(paths.Directory))
            return;
        MountTable.UnmountBelow(paths.Directory);
        RemoveDirectory(paths.Directory, paths.StateFile);
    }

    // The state goes first: what is interrupted then is taken for remains, not for a container.
    private static void RemoveDirectory(string directory, string stateFile)
    {
        if (!Directory.Exists(directory))
            return;
        File.Delete(stateFile);
        Files.DeleteTree(directory);
    }
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;
using Tiphys.Containers.Processes;
using Tiphys.Containers.Security;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

// How a container gets from created to running to exited.
public sealed partial class ContainerRuntime
{
    private const int StartErrorCode = 128;
    private const int UnknownExitCode = 255;

    public async Task StartContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        var entry = Container(containerId);
        using var _ = await entry.Lock.EnterAsync(cancellationToken);
        if (entry.Record.Phase != ContainerPhase.Created)
        {
            throw new ContainerRuntimeException(
                ContainerRuntimeError.InvalidState, $"container \"{containerId}\" is in state {entry.Record.ToStatus().State}");
        }

        entry.Save(entry.Record with { Phase = ContainerPhase.Starting });
        // From here on a caller that gives up must not leave a container half started; only the deadline ends it.
        using var deadline = new CancellationTokenSource(_options.CreateTimeout, _time);
        try
        {
            await LaunchAsync(entry, deadline.Token);
        }
        catch (Exception exception)
        {
            await FailStartAsync(entry, exception);
            throw exception is ContainerRuntimeException
                ? exception
                : new ContainerRuntimeException($"start container \"{containerId}\": {exception.Message}", exception);
        }
    }

    private async Task LaunchAsync(ContainerEntry entry, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        if (entry.Record.LogPath.Length > 0)
            Directory.CreateDirectory(Path.GetDirectoryName(entry.Record.LogPath)!);
        var pid = await _conmon.CreateAsync(entry.Record, entry.Paths, cancellationToken);
        var created = Stopwatch.GetTimestamp();
        var conmonPid = ProcessFinder.ReadPid(entry.Paths.ConmonPidFile);
        var conmon = Libc.PidFdOpen(conmonPid) ?? throw new ContainerRuntimeException("conmon ended unexpectedly");
        try
        {
            // Taken before: a short program has ended when letting it go returns.
            var startedAt = _time.GetUtcNow();
            await ReleaseFirstProcessAsync(entry, conmon, cancellationToken);
            entry.Save(entry.Record with { Phase = ContainerPhase.Running, StartedAt = startedAt, Pid = pid, ConmonPid = conmonPid });
        }
        catch
        {
            conmon.Dispose();
            throw;
        }

        Publish(ContainerEventType.Started, entry);
        entry.Watcher = WatchAsync(entry, conmon);
        Log.Started(_logger, entry.Record.Id, Stopwatch.GetElapsedTime(begun, created).TotalMilliseconds, Stopwatch.GetElapsedTime(created).TotalMilliseconds);
    }

    /// <summary>Lets the waiting first process become the container's program.</summary>
    private async Task ReleaseFirstProcessAsync(ContainerEntry entry, SafeFileHandle conmon, CancellationToken cancellationToken)
    {
        var fifo = Path.Combine(_paths.OciState, entry.Record.Id, "exec.fifo");
        if (_oci.StartsThroughFifo && File.Exists(fifo))
            await StartFifo.ReadAsync(fifo, conmon, cancellationToken);
        else
            await RunOciAsync(["start", entry.Record.Id], cancellationToken);
    }

    private async Task RunOciAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var error = Libc.Pipe();
        using var reader = new StreamReader(new FdStream(error.Read, FileAccess.Read));
        NativeProcess process;
        using (error.Write)
        {
            process = NativeProcess.Start(new SpawnRequest
            {
                FileName = _oci.Path,
                Arguments = ["--root", _paths.OciState, .. arguments],
                Environment = [$"PATH={Environment.GetEnvironmentVariable("PATH")}"],
                Descriptors = [(2, error.Write)],
            });
        }

        var output = await reader.ReadToEndAsync(cancellationToken);
        var exitCode = await process.ExitCode;
        process.Dispose();
        if (exitCode != 0)
            throw new ContainerRuntimeException(RuntimeMessage.Clean(output));
    }

    private async Task FailStartAsync(ContainerEntry entry, Exception exception)
    {
        await KillRemainsAsync(entry.Record, entry.Paths, CancellationToken.None);
        var message = exception is OperationCanceledException ? "the OCI runtime did not answer in time" : exception.Message;
        Finish(entry, StartErrorCode, ContainerExitReason.StartError, message, _time.GetUtcNow());
        await TryReleaseAsync(entry.Record);
    }

    /// <summary>Waits for conmon's end, before which it has written the exit file, and records what became of the container.</summary>
    private async Task WatchAsync(ContainerEntry entry, SafeFileHandle conmon)
    {
        using (conmon)
            await EpollLoop.Shared.WaitAsync(conmon, PollEvents.Readable, _stopping.Token);
        try
        {
            using var _ = await entry.Lock.EnterAsync(CancellationToken.None);
            if (entry.Record.Phase == ContainerPhase.Exited)
                return;
            await RecordExitAsync(entry);
        }
        catch (Exception exception)
        {
            Log.ExitFailed(_logger, exception, entry.Record.Id);
            entry.Exited.TrySetResult();
        }
    }

    private async Task RecordExitAsync(ContainerEntry entry)
    {
        var record = entry.Record;
        if (ReadExitFile(record.Id) is { } exit)
        {
            var isOutOfMemory = exit.Code != 0 && _cgroups.ReadOomKills(record.Cgroup) > 0;
            var reason = isOutOfMemory ? ContainerExitReason.OomKilled : exit.Code == 0 ? ContainerExitReason.Completed : ContainerExitReason.Error;
            Finish(entry, exit.Code, reason, "", exit.FinishedAt);
        }
        else
        {
            // conmon was killed. Nobody reads the container's output any more, so it may not go on.
            await KillRemainsAsync(record, entry.Paths, CancellationToken.None);
            Finish(entry, UnknownExitCode, ContainerExitReason.Unknown, "conmon ended before the container", _time.GetUtcNow());
        }

        await TryReleaseAsync(entry.Record);
    }

    private void Finish(ContainerEntry entry, int exitCode, string reason, string message, DateTimeOffset finishedAt)
    {
        // The time of a file is the kernel's last tick, which may lie before the start of a short program.
        if (finishedAt < entry.Record.StartedAt)
            finishedAt = entry.Record.StartedAt.Value;
        entry.Save(entry.Record with
        {
            Phase = ContainerPhase.Exited,
            ExitCode = exitCode,
            Reason = reason,
            Message = message,
            StartedAt = entry.Record.StartedAt ?? finishedAt,
            FinishedAt = finishedAt,
        });
        File.Delete(_paths.ExitFile(entry.Record.Id));
        entry.Exited.TrySetResult();
        Publish(ContainerEventType.Exited, entry);
        Log.Exited(_logger, entry.Record.Id, exitCode, reason);
    }

    private (int Code, DateTimeOffset FinishedAt)? ReadExitFile(string id)
    {
        var file = new FileInfo(_paths.ExitFile(id));
        return file.Exists && int.TryParse(File.ReadAllText(file.FullName), CultureInfo.InvariantCulture, out var code)
            ? (code, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero))
            : null;
    }

    /// <summary>Ends every process of a container that has no conmon any more or must not have one.</summary>
    private async Task KillRemainsAsync(ContainerRecord record, ContainerPaths paths, CancellationToken cancellationToken)
    {
        await _cgroups.KillAsync(record.Cgroup, cancellationToken);
        using var conmon = FindConmon(record, paths);
        if (conmon is null)
            return;
        Libc.PidFdSendSignal(conmon, Signals.Kill);
        await EpollLoop.Shared.WaitAsync(conmon, PollEvents.Readable, cancellationToken);
    }

    /// <summary>The container's conmon, if it still runs.</summary>
    private static SafeFileHandle? FindConmon(ContainerRecord record, ContainerPaths paths) =>
        ProcessFinder.Find(record.ConmonPid != 0 ? record.ConmonPid : ProcessFinder.ReadPid(paths.ConmonPidFile), record.Id);

    private async Task TryReleaseAsync(ContainerRecord record)
    {
        try
        {
            await ReleaseAsync(record, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or ContainerRuntimeException)
        {
            Log.ReleaseFailed(_logger, exception, record.Id);
        }
    }

    /// <summary>Gives up the container's cgroups and the OCI runtime's state, which is all that its "delete" does for an ended container.</summary>
    private async Task ReleaseAsync(ContainerRecord record, CancellationToken cancellationToken)
    {
        // Processes outlive their container when they had no PID namespace of their own.
        await _cgroups.KillAsync(record.Cgroup, cancellationToken);
        await _cgroups.RemoveAsync(record.Cgroup, cancellationToken);
        Files.DeleteTree(Path.Combine(_paths.OciState, record.Id));
    }
}

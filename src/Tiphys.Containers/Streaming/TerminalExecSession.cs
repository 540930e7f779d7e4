using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;
using Tiphys.Containers.Processes;
using Tiphys.Containers.Security;

namespace Tiphys.Containers.Streaming;

/// <summary>
/// A command with a terminal. conmon holds the terminal: the OCI runtime in the foreground would put a second one before
/// it, and for a moment both would turn each line feed into carriage return and line feed.
/// </summary>
internal sealed class TerminalExecSession : IContainerSession
{
    private readonly ConmonProcess _conmon;
    private readonly ConmonStreams _streams;
    private readonly SafeFileHandle? _command;
    private readonly string _directory;
    private readonly Task<int> _exitCode;

    private TerminalExecSession(ConmonProcess conmon, ConmonStreams streams, ExecDirectory directory, ExecOptions options, int commandPid)
    {
        _conmon = conmon;
        _streams = streams;
        // conmon tells the id before it reaps the process; null means it has reaped it by now.
        _command = Libc.PidFdOpen(commandPid);
        _directory = directory.Path;
        _exitCode = conmon.ReadAsync(CancellationToken.None);
        StandardInput = options.Stdin ? streams.Input : null;
        StandardOutput = options.Stdout ? streams.Output : null;
    }

    public Stream? StandardInput { get; }
    public Stream? StandardOutput { get; }
    public Stream? StandardError => null;

    public static async Task<IContainerSession> StartAsync(ExecRequest request, Conmon conmons, CancellationToken cancellationToken)
    {
        var directory = ExecDirectory.Create(request);
        var conmon = conmons.StartExec(request.ContainerId, directory.Id, directory.Path, directory.ProcessFile);
        ConmonStreams? streams = null;
        try
        {
            conmon.Continue();
            await conmon.WaitForAttachAsync(cancellationToken);
            streams = await ConmonStreams.ConnectAsync(directory.Path, cancellationToken);
            // Only now that somebody listens is the command started, so that nothing it writes is lost.
            conmon.Continue();
            var pid = await conmon.ReadAsync(cancellationToken);
            await conmon.WaitForDetachAsync();
            return new TerminalExecSession(conmon, streams, directory, request.Options, pid);
        }
        catch
        {
            if (streams is not null)
                await streams.DisposeAsync();
            await conmon.WaitForDetachAsync();
            Abandon(directory);
            conmon.Dispose();
            Files.DeleteTree(directory.Path);
            throw;
        }
    }

    public void Resize(TerminalSize size)
    {
        if (!_exitCode.IsCompleted)
            ConmonControl.ResizeTerminal(_directory, size);
    }

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => _exitCode.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_exitCode.IsCompleted && _command is not null)
            Libc.PidFdSendSignal(_command, Signals.Kill);
        await ((Task)_exitCode).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _streams.DisposeAsync();
        _conmon.Dispose();
        _command?.Dispose();
        Files.DeleteTree(_directory);
    }

    // conmon may wait still, or have started the command just now. Both are known by the id in conmon's arguments: the
    // command is its child while it lives.
    private static void Abandon(ExecDirectory directory)
    {
        using var conmon = ProcessFinder.Find(directory.ConmonPidFile, directory.Id);
        if (conmon is null)
            return;
        using (var command = ProcessFinder.Open(directory.PidFile))
        {
            if (command is not null)
                Libc.PidFdSendSignal(command, Signals.Kill);
        }

        Libc.PidFdSendSignal(conmon, Signals.Kill);
    }
}

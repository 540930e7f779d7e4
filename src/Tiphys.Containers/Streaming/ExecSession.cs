using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;
using Tiphys.Containers.Processes;
using Tiphys.Containers.Security;
using Tiphys.Containers.Store;

namespace Tiphys.Containers.Streaming;

/// <summary>A command without a terminal, which the OCI runtime runs in a container as a child of this process.</summary>
internal sealed class ExecSession : IContainerSession
{
    private readonly NativeProcess _runtime;
    private readonly ExecDirectory _directory;
    private SafeFileHandle? _command;

    private ExecSession(NativeProcess runtime, ExecPipes pipes, ExecDirectory directory)
    {
        _runtime = runtime;
        _directory = directory;
        (StandardInput, StandardOutput, StandardError) = (pipes.StandardInput, pipes.StandardOutput, pipes.StandardError);
    }

    public Stream? StandardInput { get; }
    public Stream? StandardOutput { get; }
    public Stream? StandardError { get; }

    /// <summary>Returns once the command runs.</summary>
    /// <exception cref="ContainerRuntimeException">It cannot be started, e.g. because there is no such program.</exception>
    public static async Task<IContainerSession> StartAsync(
        ExecRequest request, OciRuntime oci, EnginePaths engine, CancellationToken cancellationToken)
    {
        var session = Spawn(request, oci, engine);
        try
        {
            await session.WaitForStartAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public void Resize(TerminalSize size)
    {
    }

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => _runtime.ExitCode.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // The command's parent is the runtime, which reaps it only when it ends itself: until then the handle is the command's.
        if (!_runtime.ExitCode.IsCompleted)
        {
            _command ??= OpenCommand();
            if (_command is not null)
                Libc.PidFdSendSignal(_command, Signals.Kill);
            else
                _runtime.Signal(Signals.Kill);
        }

        StandardInput?.Dispose();
        StandardOutput?.Dispose();
        StandardError?.Dispose();
        await _runtime.ExitCode;
        _runtime.Dispose();
        _command?.Dispose();
        Files.DeleteTree(_directory.Path);
    }

    private static ExecSession Spawn(ExecRequest request, OciRuntime oci, EnginePaths engine)
    {
        var directory = ExecDirectory.Create(request);
        var pipes = ExecPipes.Open(request.Options);
        using (pipes.ChildEnds)
        {
            var runtime = NativeProcess.Start(new SpawnRequest
            {
                FileName = oci.Path,
                Arguments =
                [
                    "--root", engine.OciState, "--log", directory.LogFile, "--log-format", "json",
                    "exec", "--process", directory.ProcessFile, "--pid-file", directory.PidFile, request.ContainerId,
                ],
                Environment = [$"PATH={Environment.GetEnvironmentVariable("PATH")}"],
                Descriptors = pipes.ChildDescriptors,
            });
            return new ExecSession(runtime, pipes, directory);
        }
    }

    private async Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        using var changes = new Inotify(_directory.Path, InotifyEvents.Create | InotifyEvents.MovedTo | InotifyEvents.Modify);
        while ((_command = OpenCommand()) is null && !_runtime.ExitCode.IsCompleted)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var change = changes.WaitAsync(ended.Token);
            await Task.WhenAny(change, _runtime.ExitCode);
            await ended.CancelAsync();
            await change.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        // Without a process file the code is the runtime's own, and the reason is in its log.
        if (_command is null && !File.Exists(_directory.PidFile))
        {
            var log = File.Exists(_directory.LogFile) ? await File.ReadAllTextAsync(_directory.LogFile, cancellationToken) : null;
            throw new ContainerRuntimeException(RuntimeMessage.Clean(log));
        }
    }

    private SafeFileHandle? OpenCommand() => ProcessFinder.Open(_directory.PidFile);
}

using Tiphys.Containers.Linux;
using Tiphys.Containers.Streaming;

namespace Tiphys.Containers;

public sealed partial class ContainerRuntime
{
    public async Task<ExecSyncResult> ExecSyncAsync(
        string containerId, IReadOnlyList<string> command, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = timeout is { } limit ? _time.CreateTimer(_ => deadline.Cancel(), null, limit, Timeout.InfiniteTimeSpan) : null;
        try
        {
            await using var session = await ExecAsync(containerId, new ExecOptions { Command = command }, deadline.Token);
            var output = OutputBuffer.ReadAsync(session.StandardOutput!, deadline.Token);
            var error = OutputBuffer.ReadAsync(session.StandardError!, deadline.Token);
            var exitCode = await session.WaitForExitAsync(deadline.Token);
            return new ExecSyncResult(await output, await error, exitCode);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ContainerRuntimeException(
                ContainerRuntimeError.DeadlineExceeded, $"command \"{string.Join(' ', command)}\" timed out", exception);
        }
    }

    public async Task<IContainerSession> ExecAsync(string containerId, ExecOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Command.Count == 0)
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, "no command specified");
        var entry = RunningContainer(containerId);
        var spec = await ContainerSpec.ReadAsync(entry.Paths, cancellationToken);
        var request = new ExecRequest(containerId, entry.Paths.Directory, spec.Process, options);
        try
        {
            return options.Tty
                ? await TerminalExecSession.StartAsync(request, _conmon, cancellationToken)
                : await ExecSession.StartAsync(request, _oci, _paths, cancellationToken);
        }
        catch (LinuxException exception)
        {
            // A limit of the machine, such as that of inotify watches: the container is well, only this command did not start.
            throw new ContainerRuntimeException($"cannot start a command in container \"{containerId}\": {exception.Message}", exception);
        }
    }

    public Task<IContainerSession> AttachAsync(string containerId, CancellationToken cancellationToken)
    {
        var entry = RunningContainer(containerId);
        return AttachSession.ConnectAsync(entry, cancellationToken);
    }

    public Task<Stream> PortForwardAsync(string sandboxId, int port, CancellationToken cancellationToken)
    {
        var sandbox = Sandbox(sandboxId).ToInfo();
        return sandbox.State == PodSandboxState.Ready
            ? PortForwarder.ConnectAsync(sandbox.NetworkNamespacePath, port, cancellationToken)
            : throw new ContainerRuntimeException(ContainerRuntimeError.InvalidState, $"sandbox \"{sandboxId}\" is not ready");
    }
}

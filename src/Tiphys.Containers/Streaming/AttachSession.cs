namespace Tiphys.Containers.Streaming;

/// <summary>A client of a container's own streams.</summary>
internal sealed class AttachSession : IContainerSession
{
    private readonly ContainerEntry _entry;
    private readonly ConmonStreams _streams;

    private AttachSession(ContainerEntry entry, ConmonStreams streams)
    {
        (_entry, _streams) = (entry, streams);
        var config = entry.Record.Config;
        StandardInput = config.Stdin ? streams.Input : null;
        StandardError = config.Tty ? null : streams.Error;
    }

    public Stream? StandardInput { get; }
    public Stream? StandardOutput => _streams.Output;
    public Stream? StandardError { get; }

    public static async Task<IContainerSession> ConnectAsync(ContainerEntry entry, CancellationToken cancellationToken) =>
        new AttachSession(entry, await ConmonStreams.ConnectAsync(entry.Paths.Directory, cancellationToken));

    public void Resize(TerminalSize size)
    {
        if (_entry.Record.Config.Tty)
            ConmonControl.ResizeTerminal(_entry.Paths.Directory, size);
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _entry.Exited.Task.WaitAsync(cancellationToken);
        return _entry.Record.ExitCode;
    }

    public ValueTask DisposeAsync() => _streams.DisposeAsync();
}

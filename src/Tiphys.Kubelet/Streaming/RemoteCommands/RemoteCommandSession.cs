using Tiphys.Api.Meta.V1;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Streaming.RemoteCommands;

/// <summary>Joins the client's channels and a process in a container until the process ends or the client goes.</summary>
internal sealed class RemoteCommandSession(RemoteCommandChannels channels, TimeProvider clock)
{
    private const int BufferBytes = 32 * 1024;

    // A process may leave a child behind that keeps the output open: the client does not wait for what does not come.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private long _lastOutput;

    /// <summary>Runs it, tells the client how it ended, and says goodbye.</summary>
    /// <param name="start">Starts the process or joins one.</param>
    /// <param name="outcome">What an exit code means to the client.</param>
    /// <param name="failure">What could not be done, before the reason: <c>error executing command in container</c>.</param>
    /// <param name="cancellationToken">The server stops.</param>
    public async Task RunAsync(
        Func<CancellationToken, Task<IContainerSession>> start, Func<int, Status> outcome, string failure, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, channels.Connection.Closed);
        try
        {
            var status = await OutcomeAsync(start, outcome, failure, ending.Token);
            var bytes = RemoteCommandStatus.Encode(status, channels.StructuredStatus);
            if (bytes.Length > 0)
            {
                await channels.Error.WriteAsync(bytes, ending.Token);
            }

            await channels.Connection.FinishAsync(ending.Token);
        }
        catch (Exception error) when (error is IOException || (error is OperationCanceledException && ending.IsCancellationRequested))
        {
            // Nobody is there any more who could be told.
        }
    }

    private async Task<Status> OutcomeAsync(
        Func<CancellationToken, Task<IContainerSession>> start, Func<int, Status> outcome, string failure, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await start(cancellationToken);
            return outcome(await JoinAsync(session, cancellationToken));
        }
        catch (ContainerRuntimeException error)
        {
            return RemoteCommandStatus.Internal($"{failure}: {error.Message}");
        }
    }

    private async Task<int> JoinAsync(IContainerSession session, CancellationToken cancellationToken)
    {
        using var inputs = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = Task.WhenAll(PumpInputAsync(session, inputs.Token), PumpSizesAsync(session, inputs.Token));
        var output = Task.WhenAll(
            PumpOutputAsync(session.StandardOutput, channels.Stdout, cancellationToken),
            PumpOutputAsync(session.StandardError, channels.Stderr, cancellationToken));
        try
        {
            var code = await session.WaitForExitAsync(cancellationToken);
            await DrainAsync(output, cancellationToken);
            return code;
        }
        finally
        {
            await inputs.CancelAsync();
            await input.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DrainAsync(Task output, CancellationToken cancellationToken)
    {
        while (!output.IsCompleted)
        {
            var seen = Interlocked.Read(ref _lastOutput);
            await Task.WhenAny(output, Task.Delay(OutputGrace, clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (Interlocked.Read(ref _lastOutput) == seen)
            {
                break;
            }
        }

        if (output.IsCompleted)
        {
            await output;
        }
    }

    private async Task PumpInputAsync(IContainerSession session, CancellationToken cancellationToken)
    {
        if (channels.Stdin is not { } stdin)
        {
            return;
        }

        if (session.StandardInput is { } target)
        {
            try
            {
                await stdin.Input.CopyToAsync(target, BufferBytes, cancellationToken);
                await target.FlushAsync(cancellationToken);
                await target.DisposeAsync();
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The process reads no more. The client may go on writing, which goes nowhere.
            }
        }

        await stdin.Input.CopyToAsync(Stream.Null, BufferBytes, cancellationToken);
    }

    private async Task PumpSizesAsync(IContainerSession session, CancellationToken cancellationToken)
    {
        if (channels.Resize is not { } resize)
        {
            return;
        }

        await foreach (var size in TerminalSizes.ReadAsync(resize.Input, cancellationToken))
        {
            session.Resize(size);
        }

        await resize.Input.CopyToAsync(Stream.Null, BufferBytes, cancellationToken);
    }

    private async Task PumpOutputAsync(Stream? source, IChannel? target, CancellationToken cancellationToken)
    {
        if (source is null)
        {
            return;
        }

        var buffer = new byte[BufferBytes];
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            Interlocked.Increment(ref _lastOutput);
            if (target is not null)
            {
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }

        if (target is not null)
        {
            await target.CompleteAsync(cancellationToken);
        }
    }
}

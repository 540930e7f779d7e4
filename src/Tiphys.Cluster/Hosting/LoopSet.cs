namespace Tiphys.Cluster.Hosting;

/// <summary>Loops that live and die together: when one fails all are stopped, and its failure is that of the set.</summary>
internal sealed class LoopSet : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private LoopSet()
    {
    }

    /// <summary>Ends when a loop fails, with its failure, or when all were stopped.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the loops, in order.</summary>
    public static LoopSet Start(IReadOnlyList<Func<CancellationToken, Task>> loops)
    {
        var set = new LoopSet();
        set.Completion = set.RunAsync(loops);
        return set;
    }

    /// <summary>Stops all loops and waits for their end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<Func<CancellationToken, Task>> loops)
    {
        List<Task> running = [StoppedAsync(), .. loops.Select(loop => loop(_stopping.Token))];
        try
        {
            await await Task.WhenAny(running);
        }
        finally
        {
            await _stopping.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // So that a set without loops ends like any other.
    private async Task StoppedAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _stopping.Token.Register(stopped.SetResult);
        await stopped.Task;
    }
}

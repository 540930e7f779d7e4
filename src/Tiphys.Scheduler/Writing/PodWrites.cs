namespace Tiphys.Scheduler.Writing;

/// <summary>
/// Writes to the API server that run beside the decisions: so many at a time, and one after another for each pod, or a late "unschedulable" could
/// overwrite what the binding said. Waits at its end for what it started.
/// </summary>
internal sealed class PodWrites(int maxConcurrent) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(maxConcurrent, maxConcurrent);

    // Guards _last.
    private readonly Lock _lock = new();

    /// <summary>The newest write of each pod that has one under way.</summary>
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>Starts a write as soon as there is room. <paramref name="write"/> handles its own failures.</summary>
    internal async Task StartAsync(string uid, Func<Task> write, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        lock (_lock)
        {
            var before = _last.GetValueOrDefault(uid, Task.CompletedTask);
            var task = RunAsync(before, write);
            _last[uid] = task;
            Forget(uid, task);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] rest;
        lock (_lock)
        {
            rest = [.. _last.Values];
        }

        await Task.WhenAll(rest);
        _free.Dispose();
    }

    private async Task RunAsync(Task before, Func<Task> write)
    {
        // Off the lock and off the deciding loop.
        await Task.Yield();
        try
        {
            await before;
            await write();
        }
        finally
        {
            _free.Release();
        }
    }

    private void Forget(string uid, Task task) => task.ContinueWith(
        _ =>
        {
            lock (_lock)
            {
                if (_last.GetValueOrDefault(uid) == task)
                {
                    _last.Remove(uid);
                }
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}

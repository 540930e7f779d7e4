using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Client.Queues;
using Tiphys.Client.Reconciling;

namespace Tiphys.Client.Tests.Reconciling;

public sealed class ReconcilerHostTests
{
    [Fact]
    public async Task A_key_that_fails_is_tried_again_until_it_works()
    {
        var done = new TaskCompletionSource();
        var tries = 0;
        await RunAsync(
            (_, _) =>
            {
                if (++tries < 3)
                {
                    throw new InvalidOperationException("not yet");
                }

                done.TrySetResult();
                return Task.FromResult(ReconcileResult.Done);
            },
            queue => queue.Add("a"),
            done.Task);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task A_result_can_ask_to_be_looked_at_again()
    {
        var done = new TaskCompletionSource();
        var tries = 0;
        await RunAsync(
            (_, _) =>
            {
                if (++tries == 2)
                {
                    done.TrySetResult();
                }

                return Task.FromResult(tries == 1 ? ReconcileResult.After(TimeSpan.FromMilliseconds(1)) : ReconcileResult.Done);
            },
            queue => queue.Add("a"),
            done.Task);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Workers_work_at_the_same_time_on_different_keys()
    {
        var both = new TaskCompletionSource();
        var inside = 0;
        await RunAsync(
            async (_, _) =>
            {
                if (Interlocked.Increment(ref inside) == 2)
                {
                    both.TrySetResult();
                }

                await both.Task;
                return ReconcileResult.Done;
            },
            queue =>
            {
                queue.Add("a");
                queue.Add("b");
            },
            both.Task);
    }

    private static async Task RunAsync(
        Func<string, CancellationToken, Task<ReconcileResult>> reconcile, Action<WorkQueue<string>> start, Task until)
    {
        using var queue = new WorkQueue<string>("test", TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var host = new ReconcilerHost<string>(queue, new Delegated(reconcile), 2, NullLogger.Instance, TimeProvider.System).RunAsync(stop.Token);
        start(queue);
        await until.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();
        await host.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed class Delegated(Func<string, CancellationToken, Task<ReconcileResult>> reconcile) : IReconciler<string>
    {
        public Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken) => reconcile(key, cancellationToken);
    }
}

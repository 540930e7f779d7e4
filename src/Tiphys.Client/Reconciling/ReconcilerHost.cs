using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Errors;
using Tiphys.Client.Queues;

namespace Tiphys.Client.Reconciling;

/// <summary>
/// Runs a reconciler with some workers on a queue. This is the one layer that catches what reconcilers throw: it is counted, logged, and the
/// key is tried again with a growing delay.
/// </summary>
public sealed partial class ReconcilerHost<TKey>(
    WorkQueue<TKey> queue, IReconciler<TKey> reconciler, int workers, ILogger logger, TimeProvider clock)
    where TKey : notnull
{
    /// <summary>Works until the caller stops it; work that has begun ends by its own token check.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None)));
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await queue.WaitAsync(cancellationToken))
            {
                while (!cancellationToken.IsCancellationRequested && queue.TryTake(out var key))
                {
                    await ReconcileAsync(key, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task ReconcileAsync(TKey key, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var outcome = "success";
        try
        {
            var result = await reconciler.ReconcileAsync(key, cancellationToken);
            queue.Forget(key);
            if (result.Again is { } delay)
            {
                outcome = "requeue_after";
                queue.AddAfter(key, delay);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = "cancelled";
        }
        catch (ApiException error) when (error.IsConflict)
        {
            // The copy was behind, which the next try will not be: nothing that anybody should read about.
            outcome = "conflict";
            Log.Conflict(logger, queue.Name, key, error.Message);
            queue.AddAfterFailure(key);
        }
        catch (Exception error)
        {
            outcome = "error";
            Log.Failed(logger, error, queue.Name, key, queue.FailuresOf(key) + 1);
            queue.AddAfterFailure(key);
        }
        finally
        {
            ReconcileMetrics.Record(queue.Name, outcome, clock.GetElapsedTime(start));
            queue.Done(key);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Controller}: reconciling {Key} failed, try {Failures}")]
        public static partial void Failed(ILogger logger, Exception error, string controller, TKey key, int failures);

        [LoggerMessage(2, LogLevel.Debug, "{Controller}: {Key} was changed in between, tried again: {Reason}")]
        public static partial void Conflict(ILogger logger, string controller, TKey key, string reason);
    }
}

/// <summary>Metrics of reconcilers, with controller-runtime's names.</summary>
internal static class ReconcileMetrics
{
    private static readonly Meter Meter = new("Tiphys.Client.Reconciling");

    private static readonly Counter<long> Total = Meter.CreateCounter<long>("controller_runtime_reconcile_total", description: "Reconciled keys, by result");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("controller_runtime_reconcile_time_seconds", "s", "How long reconciling a key takes");

    public static void Record(string controller, string result, TimeSpan duration)
    {
        Total.Add(1, new("controller", controller), new("result", result));
        Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("controller", controller));
    }
}

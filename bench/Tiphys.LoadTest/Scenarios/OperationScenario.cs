using System.Diagnostics;
using Tiphys.LoadTest.Measuring;

namespace Tiphys.LoadTest.Scenarios;

/// <summary>Clients that do the same operation again and again, each waiting for its answer.</summary>
internal abstract class OperationScenario : Scenario
{
    private long _next;

    public override async Task<LatencyRecorder> RunAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellationToken)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var recorders = await Task.WhenAll(Enumerable.Range(0, target.Options.Clients).Select(client => Task.Run(() => ClientAsync(target, client, end, cancellationToken))));
        var sum = new LatencyRecorder();
        foreach (var each in recorders)
        {
            sum.Merge(each);
        }

        return sum;
    }

    /// <summary>Does one operation.</summary>
    /// <param name="target">The server.</param>
    /// <param name="client">Which client does it.</param>
    /// <param name="number">Different for every operation of the run.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Bytes of the answer.</returns>
    protected abstract Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken);

    private async Task<LatencyRecorder> ClientAsync(LoadTarget target, int client, long end, CancellationToken cancellationToken)
    {
        var recorder = new LatencyRecorder();
        while (Stopwatch.GetTimestamp() is var start && start < end)
        {
            try
            {
                recorder.Add(start, await OperateAsync(target, client, Interlocked.Increment(ref _next), cancellationToken));
            }
            catch (HttpRequestException error)
            {
                recorder.AddFailure(error.Message);
            }
        }

        return recorder;
    }
}

using System.Diagnostics;
using Tiphys.LoadTest.Measuring;
using Tiphys.LoadTest.Objects;
using Tiphys.LoadTest.Scenarios;

namespace Tiphys.LoadTest;

/// <summary>Runs one scenario in a namespace of its own: prepare, warm up, measure some times, clean up.</summary>
internal sealed class ScenarioRunner(LoadOptions options)
{
    public async Task<Measurement> RunAsync(string name, Scenario scenario, CancellationToken cancellationToken)
    {
        using var target = new LoadTarget(options);
        await PrepareNamespaceAsync(target, cancellationToken);
        try
        {
            await scenario.PrepareAsync(target, cancellationToken);
            await scenario.BeforeRoundAsync(target, cancellationToken);
            await scenario.RunAsync(target, options.Duration / 3, cancellationToken);
            var measured = new List<Measurement>();
            for (var round = 0; round < options.Repeat; round++)
            {
                measured.Add(await MeasureAsync(name, scenario, target, cancellationToken));
            }

            return Measurement.Median(measured);
        }
        finally
        {
            await target.SendAsync(0, HttpMethod.Delete, $"api/v1/namespaces/{target.Namespace}", default, null, CancellationToken.None);
        }
    }

    private async Task<Measurement> MeasureAsync(string name, Scenario scenario, LoadTarget target, CancellationToken cancellationToken)
    {
        await scenario.BeforeRoundAsync(target, cancellationToken);
        var (before, own, started) = (ProcessCost.Of(options.ServerPids), OwnCpu(), Stopwatch.GetTimestamp());
        var recorder = await scenario.RunAsync(target, options.Duration, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (after, ownAfter) = (ProcessCost.Of(options.ServerPids), OwnCpu());
        var count = Math.Max(1, recorder.Count);
        return new Measurement
        {
            Scenario = name,
            Clients = options.Clients,
            OperationsPerSecond = recorder.Count / seconds,
            P50Milliseconds = recorder.Percentile(0.5),
            P90Milliseconds = recorder.Percentile(0.9),
            P99Milliseconds = recorder.Percentile(0.99),
            ServerMicroseconds = (after.CpuMicroseconds - before.CpuMicroseconds) / count,
            OwnMicroseconds = (ownAfter - own).TotalMicroseconds / count,
            BytesPerOperation = (double)recorder.Bytes / count,
            ServerResidentMegabytes = after.ResidentBytes / 1e6,
            ServerPeakMegabytes = after.PeakBytes / 1e6,
            Operations = recorder.Count,
            Failures = recorder.Failures,
            FirstFailure = recorder.FirstFailure,
        };
    }

    private static TimeSpan OwnCpu()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }

    // Without controllers nobody makes the account that pods need.
    private static async Task PrepareNamespaceAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        await target.SendAsync(0, HttpMethod.Post, "api/v1/namespaces", ObjectBodies.Namespace(target.Namespace), "application/json", cancellationToken);
        try
        {
            await target.SendAsync(
                0, HttpMethod.Post, $"api/v1/namespaces/{target.Namespace}/serviceaccounts", ObjectBodies.ServiceAccount(), "application/json", cancellationToken);
        }
        catch (HttpRequestException error) when (error.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // A controller was faster.
        }
    }
}

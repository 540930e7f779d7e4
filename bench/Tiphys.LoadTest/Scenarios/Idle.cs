using Tiphys.LoadTest.Measuring;

namespace Tiphys.LoadTest.Scenarios;

/// <summary>Does nothing: an operation is one second, so that the CPU of an operation is that of an idle server for a second.</summary>
internal sealed class Idle : Scenario
{
    public override async Task<LatencyRecorder> RunAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Task.Delay(duration, cancellationToken);
        var recorder = new LatencyRecorder();
        for (var second = 0; second < Math.Max(1, (int)duration.TotalSeconds); second++)
        {
            recorder.Add(TimeSpan.FromSeconds(1), 0);
        }

        return recorder;
    }
}

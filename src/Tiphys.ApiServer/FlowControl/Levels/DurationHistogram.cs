namespace Tiphys.ApiServer.FlowControl.Levels;

/// <summary>Counts durations in the buckets that upstream's metrics of flow control have, in seconds.</summary>
internal sealed class DurationHistogram
{
    public static IReadOnlyList<double> Bounds { get; } = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];

    private readonly long[] _counts = new long[Bounds.Count + 1];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public void Add(TimeSpan duration)
    {
        var (seconds, bucket) = (duration.TotalSeconds, 0);
        while (bucket < Bounds.Count && seconds > Bounds[bucket])
        {
            bucket++;
        }

        _counts[bucket]++;
        Count++;
        Sum += seconds;
    }

    /// <summary>How many lasted no longer than a bound.</summary>
    public long UpTo(int bound) => _counts.AsSpan(0, bound + 1).ToArray().Sum();
}

using System.Diagnostics;

namespace Tiphys.LoadTest.Measuring;

/// <summary>Counts operations and how long they took: one instance for each client, so that nothing is shared.</summary>
internal sealed class LatencyRecorder
{
    // Buckets that grow by 2 %: from 1 µs to more than an hour.
    private const double Growth = 1.02;
    private const int Buckets = 1_120;
    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly long[] _counts = new long[Buckets];

    public long Count { get; private set; }

    public long Bytes { get; private set; }

    public long Failures { get; private set; }

    /// <summary>What the first failure said.</summary>
    public string? FirstFailure { get; private set; }

    public void Add(long startTimestamp, long bytes) => Add(Stopwatch.GetElapsedTime(startTimestamp), bytes);

    public void Add(TimeSpan elapsed, long bytes)
    {
        Count++;
        Bytes += bytes;
        _counts[BucketOf(elapsed.TotalMicroseconds)]++;
    }

    public void AddFailure(string message)
    {
        Failures++;
        FirstFailure ??= message;
    }

    /// <summary>Takes in what another has counted.</summary>
    public void Merge(LatencyRecorder other)
    {
        Count += other.Count;
        Bytes += other.Bytes;
        Failures += other.Failures;
        FirstFailure ??= other.FirstFailure;
        for (var at = 0; at < Buckets; at++)
        {
            _counts[at] += other._counts[at];
        }
    }

    /// <summary>The time in milliseconds within which so large a part of the operations ended.</summary>
    public double Percentile(double part)
    {
        var wanted = (long)Math.Ceiling(Count * part);
        long seen = 0;
        for (var at = 0; at < Buckets; at++)
        {
            seen += _counts[at];
            if (seen >= wanted && wanted > 0)
            {
                return Math.Pow(Growth, at) / 1000;
            }
        }

        return 0;
    }

    private static int BucketOf(double microseconds) => Math.Clamp((int)(Math.Log(Math.Max(1, microseconds)) / LogGrowth), 0, Buckets - 1);
}

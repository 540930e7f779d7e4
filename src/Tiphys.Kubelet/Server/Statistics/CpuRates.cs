using System.Collections.Concurrent;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Server.Statistics;

/// <summary>
/// How fast counters of CPU time grow, in nanoseconds each second. A rate needs two looks at least a second apart; a first look has none,
/// and one that comes too soon gets the rate of before.
/// </summary>
internal sealed class CpuRates
{
    private const int MaxKept = 4096;

    private static readonly TimeSpan LeastSpan = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Sample> _samples = new(StringComparer.Ordinal);

    public ulong? Of(string id, CgroupStats stats)
    {
        if (stats.CpuUsageNanoseconds is not { } usage)
        {
            return null;
        }

        if (_samples.Count > MaxKept)
        {
            // Of containers that are long gone.
            _samples.Clear();
        }

        return _samples.AddOrUpdate(id, new Sample(stats.Timestamp, usage, null), (_, before) => before.Then(stats.Timestamp, usage)).Rate;
    }

    private readonly record struct Sample(DateTimeOffset Time, ulong Usage, ulong? Rate)
    {
        public Sample Then(DateTimeOffset time, ulong usage)
        {
            var span = time - Time;
            return span < LeastSpan ? this
                : usage < Usage ? new Sample(time, usage, null)
                : new Sample(time, usage, (ulong)((usage - Usage) / span.TotalSeconds));
        }
    }
}

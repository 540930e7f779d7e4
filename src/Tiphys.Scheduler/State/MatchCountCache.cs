namespace Tiphys.Scheduler.State;

/// <summary>The <see cref="MatchCounts"/> that were asked for lately, by a key that says what they count.</summary>
internal sealed class MatchCountCache
{
    /// <summary>Each costs a test at every change of a pod, so only the workloads that are being scheduled now are kept.</summary>
    internal const int Capacity = 32;

    private readonly Dictionary<string, MatchCounts> _counts = new(StringComparer.Ordinal);
    private long _uses;

    internal MatchCounts Get(string key, Func<PodInfo, bool> matches, ReadOnlySpan<NodeSlot> slots)
    {
        if (!_counts.TryGetValue(key, out var counts))
        {
            if (_counts.Count >= Capacity)
            {
                _counts.Remove(_counts.MinBy(entry => entry.Value.LastUse).Key);
            }

            counts = new MatchCounts(matches);
            counts.Count(slots);
            _counts.Add(key, counts);
        }

        counts.LastUse = ++_uses;
        return counts;
    }

    internal void Change(int slot, PodInfo pod, int sign)
    {
        foreach (var counts in _counts.Values)
        {
            counts.Change(slot, pod, sign);
        }
    }
}

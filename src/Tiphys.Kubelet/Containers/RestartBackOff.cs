using System.Collections.Concurrent;

namespace Tiphys.Kubelet.Containers;

/// <summary>
/// Delays between repeated failures: 10 s, doubled up to 5 minutes, forgotten after twice the longest delay without a failure
/// (upstream: flowcontrol.Backoff with the kubelet's values). The first repetition is not delayed.
/// </summary>
internal sealed class RestartBackOff
{
    public static readonly TimeSpan Initial = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <summary>The delay after a failure at <paramref name="failedAt"/>; null when there is none to keep.</summary>
    public TimeSpan? DelaySince(string key, DateTimeOffset failedAt) =>
        _entries.TryGetValue(key, out var entry) && !entry.IsExpired(failedAt) ? entry.Delay : null;

    /// <summary>What is left at a moment of the delay that began with the last failure; null when nothing is.</summary>
    public TimeSpan? Remaining(string key, DateTimeOffset now) =>
        _entries.TryGetValue(key, out var entry) && entry.UpdatedAt + entry.Delay > now ? entry.UpdatedAt + entry.Delay - now : null;

    /// <summary>Notes a repetition after a failure at <paramref name="failedAt"/>: the next one is delayed longer.</summary>
    public void Next(string key, DateTimeOffset failedAt) => _entries.AddOrUpdate(
        key,
        _ => new Entry(Initial, failedAt),
        (_, entry) => entry.IsExpired(failedAt)
            ? new Entry(Initial, failedAt)
            : new Entry(TimeSpan.FromTicks(Math.Min(entry.Delay.Ticks * 2, Longest.Ticks)), failedAt));

    /// <summary>Forgets all keys that begin with a text.</summary>
    public void Forget(string prefix)
    {
        foreach (var key in _entries.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            _entries.TryRemove(key, out _);
        }
    }

    /// <summary>A length of time as Go writes it: <c>10s</c>, <c>1m20s</c>, <c>5m0s</c>.</summary>
    public static string Format(TimeSpan delay) =>
        delay < TimeSpan.FromMinutes(1) ? $"{(int)delay.TotalSeconds}s" : $"{(int)delay.TotalMinutes}m{delay.Seconds}s";

    private sealed record Entry(TimeSpan Delay, DateTimeOffset UpdatedAt)
    {
        public bool IsExpired(DateTimeOffset at) => at - UpdatedAt > 2 * Longest;
    }
}

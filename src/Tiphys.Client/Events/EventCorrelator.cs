using Tiphys.Api.Core.V1;

namespace Tiphys.Client.Events;

/// <summary>Something that happened to an object.</summary>
internal sealed record Occurrence(ObjectReference Regarding, string Type, string Reason, string Message, DateTimeOffset Time);

/// <summary>What to do with an occurrence.</summary>
/// <param name="EventName">Name of the Event to write.</param>
/// <param name="IsNew">True to create it, false to count it up.</param>
/// <param name="Count">How often it happened.</param>
/// <param name="First">When it happened first.</param>
/// <param name="Message">Message to show.</param>
internal sealed record EventDecision(string EventName, bool IsNew, int Count, DateTimeOffset First, string Message);

/// <summary>
/// Decides what becomes of occurrences (k8s.io/client-go, <c>tools/record/events_cache.go</c>): equal ones are counted on one Event, more than ten
/// that differ only in their message are combined, and an object that floods is held to one Event each five minutes after a burst of 25.
/// </summary>
internal sealed class EventCorrelator
{
    private const int Burst = 25;
    private const int MaxSimilar = 10;
    private const int MaxEntries = 4096;
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SimilarWithin = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, Bucket> _buckets = [];
    private readonly Dictionary<(string Object, string Type, string Reason), Group> _groups = [];
    private readonly Dictionary<(string Object, string Type, string Reason, string Message), Seen> _seen = [];

    /// <summary>What to do; null to drop it.</summary>
    public EventDecision? Decide(Occurrence what)
    {
        Trim();
        var identity = $"{what.Regarding.Kind}/{what.Regarding.Namespace}/{what.Regarding.Name}/{what.Regarding.UID}/{what.Regarding.FieldPath}";
        var message = Combine(identity, what);
        var key = (identity, what.Type, what.Reason, message ?? what.Message);
        var seen = _seen.GetValueOrDefault(key);
        if (!TryTakeToken(identity, what.Time))
        {
            return null;
        }

        var first = seen?.First ?? what.Time;
        var name = seen?.Name ?? $"{what.Regarding.Name}.{what.Time.UtcTicks * 100:x}";
        var count = (seen?.Count ?? 0) + 1;
        _seen[key] = new Seen(name, count, first);
        var shown = message is null ? what.Message : $"(combined from similar events): {what.Message}";
        return new EventDecision(name, seen is null, count, first, shown);
    }

    /// <summary>The Event is no longer there: the next equal occurrence starts a new one.</summary>
    public void Forget(string eventName)
    {
        foreach (var (key, _) in _seen.Where(entry => entry.Value.Name == eventName).ToList())
        {
            _seen.Remove(key);
        }
    }

    // The message that stands for all that are alike; null when the occurrence stands for itself.
    private string? Combine(string identity, Occurrence what)
    {
        var key = (identity, what.Type, what.Reason);
        if (!_groups.TryGetValue(key, out var group) || what.Time - group.Last > SimilarWithin)
        {
            _groups[key] = group = new Group();
        }

        group.Last = what.Time;
        if (group.Messages.Count < MaxSimilar)
        {
            group.Messages.Add(what.Message);
        }

        return group.Messages.Count >= MaxSimilar && !group.Messages.Contains(what.Message) ? "(combined)" : null;
    }

    private bool TryTakeToken(string identity, DateTimeOffset now)
    {
        if (!_buckets.TryGetValue(identity, out var bucket))
        {
            _buckets[identity] = bucket = new Bucket { Tokens = Burst, At = now };
        }

        bucket.Tokens = Math.Min(Burst, bucket.Tokens + ((now - bucket.At) / Refill));
        bucket.At = now;
        if (bucket.Tokens < 1)
        {
            return false;
        }

        bucket.Tokens--;
        return true;
    }

    // Memory is bounded: what is forgotten only means that an Event is made anew.
    private void Trim()
    {
        if (_seen.Count >= MaxEntries || _groups.Count >= MaxEntries || _buckets.Count >= MaxEntries)
        {
            _seen.Clear();
            _groups.Clear();
            _buckets.Clear();
        }
    }

    private sealed record Seen(string Name, int Count, DateTimeOffset First);

    private sealed class Group
    {
        public HashSet<string> Messages { get; } = [];

        public DateTimeOffset Last { get; set; }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public DateTimeOffset At { get; set; }
    }
}

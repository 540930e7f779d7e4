namespace Tiphys.ApiServer.FlowControl;

/// <summary>
/// After how many seconds those who were refused shall come again: 1 at first, doubled while a level keeps on refusing, and one less
/// when it does not (k8s.io/apiserver, <c>util/flowcontrol/dropped_requests_tracker.go</c>).
/// </summary>
internal sealed class RetryAdvice(TimeProvider clock)
{
    private const int Most = 32;
    private const int ManyASecond = 3;

    // Guards the levels.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Level> _levels = new(StringComparer.Ordinal);

    /// <summary>Notes a refusal, and says when to come again.</summary>
    public int Refused(string name)
    {
        var second = clock.GetUtcNow().ToUnixTimeSeconds();
        lock (_gate)
        {
            var level = _levels.TryGetValue(name, out var known) ? known : _levels[name] = new();
            level.Note(second);
            return level.Seconds;
        }
    }

    private sealed class Level
    {
        // Refusals of each of the last seconds, by the second's place.
        private readonly (long Second, int Count)[] _history = new (long, int)[Most + 1];
        private long _current;
        private long _raised;

        public int Seconds { get; private set; } = 1;

        public void Note(long second)
        {
            ref var slot = ref _history[second % _history.Length];
            slot = slot.Second == second ? (second, slot.Count + 1) : (second, 1);
            if (second > _current)
            {
                _current = second;
                Adjust(second);
            }
        }

        private void Adjust(long second)
        {
            var recent = _history.Where(slot => slot.Second < second && slot.Second >= second - Seconds).Sum(slot => slot.Count);
            if (recent >= ManyASecond * Seconds && second - _raised >= Seconds)
            {
                Seconds = Math.Min(Most, Seconds * 2);
                _raised = second;
            }
            else if (recent < Seconds && Seconds > 1)
            {
                Seconds--;
            }
        }
    }
}

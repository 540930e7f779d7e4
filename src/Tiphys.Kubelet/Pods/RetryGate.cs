using System.Collections.Concurrent;

namespace Tiphys.Kubelet.Pods;

/// <summary>
/// Holds back what has failed for a while: a worker is also woken by what it does itself, such as its own report of a failure, and must not
/// try again at once for that.
/// </summary>
internal sealed class RetryGate(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new();

    /// <summary>Holds something back from now on.</summary>
    public void Hold(string what, TimeSpan time) => _until[what] = clock.GetUtcNow() + time;

    /// <summary>How long something is still held back; null when it is not.</summary>
    public TimeSpan? Remaining(string what)
    {
        if (!_until.TryGetValue(what, out var until))
        {
            return null;
        }

        var left = until - clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : null;
    }

    /// <summary>Lets all be tried: what they failed for may have changed.</summary>
    public void Open() => _until.Clear();
}

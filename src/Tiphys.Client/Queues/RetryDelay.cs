namespace Tiphys.Client.Queues;

/// <summary>Delays that double from try to try, with jitter, until a success resets them. The first try after a success is not delayed.</summary>
internal sealed class RetryDelay(TimeSpan first, TimeSpan longest, Random random)
{
    private TimeSpan? _next;

    /// <summary>Forgets earlier failures.</summary>
    public void Reset() => _next = null;

    /// <summary>The delay before the next try; false when it may come at once.</summary>
    public bool TryNext(out TimeSpan delay)
    {
        if (_next is not { } next)
        {
            _next = first;
            delay = TimeSpan.Zero;
            return false;
        }

        delay = next * (1 + random.NextDouble());
        _next = next * 2 < longest ? next * 2 : longest;
        return true;
    }
}

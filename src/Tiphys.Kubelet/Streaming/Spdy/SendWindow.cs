namespace Tiphys.Kubelet.Streaming.Spdy;

/// <summary>
/// How many bytes the peer lets us send. kubectl's SPDY library never opens a window again: so the window counts from the start, but
/// holds up nobody until the peer has shown once that it plays along (<see cref="Enforce"/>).
/// </summary>
internal sealed class SendWindow(long initial)
{
    // Guards what follows.
    private readonly Lock _lock = new();
    private long _available = initial;
    private bool _enforced;
    private TaskCompletionSource? _opened;

    /// <summary>Takes up to <paramref name="wanted"/> bytes, at least one; waits for the peer when there are none.</summary>
    public async ValueTask<int> TakeAsync(int wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                var granted = _enforced ? (int)Math.Min(wanted, _available) : wanted;
                if (granted > 0)
                {
                    _available -= granted;
                    return granted;
                }

                opened = (_opened ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await opened.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void Return(int count) => Add(count);

    /// <summary>The peer has room again. False when it claims more than the protocol has numbers for.</summary>
    public bool Open(long delta)
    {
        Enforce();
        return Add(delta);
    }

    /// <summary>From now on the window counts.</summary>
    public void Enforce()
    {
        lock (_lock)
        {
            _enforced = true;
        }
    }

    /// <summary>The size that windows start with has changed by so much (SETTINGS).</summary>
    public void Shift(long delta) => Add(delta);

    private bool Add(long delta)
    {
        lock (_lock)
        {
            if (_enforced && _available + delta > int.MaxValue)
            {
                return false;
            }

            _available += delta;
            if (_available > 0)
            {
                _opened?.TrySetResult();
                _opened = null;
            }

            return true;
        }
    }
}

namespace Tiphys.Storage.Embedded;

/// <summary>Shows whether the store takes writes, and wakes those who wait for a change of it.</summary>
internal sealed class StatusBoard(StoreStatus first)
{
    private readonly Lock _gate = new(); // guards _changed; _current is published while it is held
    private volatile StoreStatus _current = first;
    private TaskCompletionSource _changed = NewSignal();

    public StoreStatus Current => _current;

    public void Show(StoreStatus status)
    {
        if (status == _current)
            return;
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _current = status;
            (waiting, _changed) = (_changed, NewSignal());
        }

        waiting.SetResult();
    }

    /// <summary>Waits until the status is another one than is known.</summary>
    public async ValueTask<StoreStatus> WaitForChangeAsync(StoreStatus known, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_current != known)
                    return _current;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace Tiphys.Kubelet.Pods;

/// <summary>Wakes one waiter; signals that come while it is busy are one.</summary>
internal sealed class WakeSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _set = New();

    /// <summary>Wakes the waiter, or lets its next wait end at once.</summary>
    public void Set()
    {
        lock (_lock)
        {
            _set.TrySetResult();
        }
    }

    /// <summary>Ends when the signal is set.</summary>
    public Task WaitAsync()
    {
        lock (_lock)
        {
            return _set.Task;
        }
    }

    /// <summary>Takes the signal: the next wait is for a new one.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (!_set.Task.IsCompleted)
            {
                return false;
            }

            _set = New();
            return true;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

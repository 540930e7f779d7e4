namespace Tiphys.Storage.Embedded;

/// <summary>
/// The way to the writer: callers wait asynchronously for a place, the writer's thread waits for work by blocking. What gathers
/// while the writer commits becomes its next group.
/// </summary>
internal sealed class WriterQueue(int capacity)
{
    private readonly SemaphoreSlim _places = new(capacity);
    private readonly object _gate = new(); // guards the rest; a monitor, because the writer sleeps on it
    private readonly Queue<WriterCommand> _commands = new();
    private bool _sleeping;
    private bool _completed;

    public ValueTask EnqueueAsync(WriterCommand command, CancellationToken cancellationToken)
    {
        if (!_places.Wait(0, CancellationToken.None))
            return EnqueueWhenPlaceAsync(command, cancellationToken);
        Add(command);
        return ValueTask.CompletedTask;
    }

    /// <summary>Adds what must not wait for a place; there is never more than one of it.</summary>
    public bool TryEnqueueMaintenance(WriterCommand command)
    {
        lock (_gate)
        {
            if (_completed)
                return false;
            Push(command);
            return true;
        }
    }

    /// <summary>Blocks until there is something to do. False when the queue was completed and is empty.</summary>
    public bool TakeGroup(List<WriterCommand> group, int maximum)
    {
        lock (_gate)
        {
            while (_commands.Count == 0)
            {
                if (_completed)
                    return false;
                _sleeping = true;
                Monitor.Wait(_gate);
                _sleeping = false;
            }

            while (group.Count < maximum && _commands.TryDequeue(out var command))
                group.Add(command);
        }

        var places = group.Count(static command => command.Type != WriterCommandType.Maintain);
        if (places > 0)
            _places.Release(places);
        return true;
    }

    /// <summary>Takes no more; what is queued is still carried out.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.Pulse(_gate);
        }
    }

    private async ValueTask EnqueueWhenPlaceAsync(WriterCommand command, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        Add(command);
    }

    private void Add(WriterCommand command)
    {
        lock (_gate)
        {
            if (!_completed)
            {
                Push(command);
                return;
            }
        }

        _places.Release(); // for the next who waits for a place, to learn the same
        throw new ObjectDisposedException(nameof(IStore));
    }

    private void Push(WriterCommand command)
    {
        _commands.Enqueue(command);
        if (_sleeping)
            Monitor.Pulse(_gate);
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Tiphys.Containers;

/// <summary>Hands each event to all subscribers without ever waiting for one.</summary>
internal sealed class EventHub
{
    private const int Capacity = 4096;

    private readonly Lock _lock = new(); // guards _subscribers and _isCompleted
    private readonly List<Channel<ContainerEvent>> _subscribers = [];
    private bool _isCompleted;

    public void Publish(ContainerEvent containerEvent)
    {
        lock (_lock)
        {
            for (var i = _subscribers.Count - 1; i >= 0; i--)
            {
                if (_subscribers[i].Writer.TryWrite(containerEvent))
                    continue;
                _subscribers[i].Writer.TryComplete(new ContainerRuntimeException("too many events were not read; subscribe anew and list"));
                _subscribers.RemoveAt(i);
            }
        }
    }

    /// <summary>Subscribes at once; the events may be read later.</summary>
    public IAsyncEnumerable<ContainerEvent> Subscribe(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ContainerEvent>(Capacity);
        lock (_lock)
        {
            if (_isCompleted)
                channel.Writer.TryComplete();
            else
                _subscribers.Add(channel);
        }

        return ReadAsync(channel, cancellationToken);
    }

    public void Complete()
    {
        lock (_lock)
        {
            _isCompleted = true;
            _subscribers.ForEach(s => s.Writer.TryComplete());
            _subscribers.Clear();
        }
    }

    private async IAsyncEnumerable<ContainerEvent> ReadAsync(
        Channel<ContainerEvent> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var containerEvent in channel.Reader.ReadAllAsync(cancellationToken))
                yield return containerEvent;
        }
        finally
        {
            lock (_lock)
                _subscribers.Remove(channel);
        }
    }
}

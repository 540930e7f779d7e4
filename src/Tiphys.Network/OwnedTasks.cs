using System.Collections.Concurrent;

namespace Tiphys.Network;

/// <summary>Tasks that were started on the side and are awaited at the end. They must handle their own exceptions.</summary>
internal sealed class OwnedTasks
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    internal void Add(Task task)
    {
        if (task.IsCompleted)
        {
            return;
        }

        Interlocked.Increment(ref _count);
        _running[task] = true;
        task.GetAwaiter().OnCompleted(() =>
        {
            _running.TryRemove(task, out _);
            Interlocked.Decrement(ref _count);
        });
    }

    internal Task WhenAllAsync() => Task.WhenAll(_running.Keys);
}

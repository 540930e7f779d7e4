using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Tiphys.Client.Queues;

/// <summary>
/// Keys that something has to be done for (k8s.io/client-go, <c>util/workqueue</c>). A key waits at most once, however often it is added, and no
/// two workers have the same key: one that is added while a worker has it comes again when that worker is done. Keys can be added for later,
/// and after failures with a delay that doubles each time from 5 ms to 1,000 s.
/// </summary>
/// <typeparam name="TKey">Type of the keys.</typeparam>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1000);
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly TimeProvider _clock;
    private readonly WorkQueueMetrics _metrics;
    private readonly ITimer _timer;

    // Guards all below. A key is in _waiting from its addition until a worker takes it, in _taken from then until the worker is done.
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, long> _waiting = [];
    private readonly Dictionary<TKey, long> _taken = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly Dictionary<TKey, DateTimeOffset> _later = [];
    private readonly PriorityQueue<TKey, DateTimeOffset> _dueTimes = new();
    private bool _closed;

    /// <summary>An empty queue.</summary>
    public WorkQueue(string name, TimeProvider clock, WorkQueueMetrics? metrics = null)
    {
        Name = name;
        _clock = clock;
        _metrics = metrics ?? WorkQueueMetrics.Shared;
        _timer = clock.CreateTimer(_ => AddDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Name in metrics.</summary>
    public string Name { get; }

    /// <summary>Number of keys that are ready or will come again when their worker is done.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds a key now.</summary>
    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (_closed || !_waiting.TryAdd(key, _clock.GetTimestamp()))
            {
                return;
            }

            _metrics.Added(Name);
            if (!_taken.ContainsKey(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Adds a key after a delay; the earlier of two such additions counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_lock)
        {
            var due = _clock.GetUtcNow() + delay;
            if (_closed || (_later.TryGetValue(key, out var earlier) && earlier <= due))
            {
                return;
            }

            _later[key] = due;
            _dueTimes.Enqueue(key, due);
            SetTimer();
        }
    }

    /// <summary>Adds a key after a failure, with a delay that grows from failure to failure.</summary>
    public void AddAfterFailure(TKey key)
    {
        TimeSpan delay;
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;

            // 2^18 × 5 ms is past the longest delay: no need to go on doubling.
            delay = failures >= 18 ? LongestRetry : TimeSpan.FromTicks(Math.Min(FirstRetry.Ticks << failures, LongestRetry.Ticks));
        }

        _metrics.Retried(Name);
        AddAfter(key, delay);
    }

    /// <summary>Forgets the failures of a key.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>How often in a row a key was added after a failure.</summary>
    public int FailuresOf(TKey key)
    {
        lock (_lock)
        {
            return _failures.GetValueOrDefault(key);
        }
    }

    /// <summary>Takes a key, when one is ready. Whoever takes it calls <see cref="Done"/>.</summary>
    public bool TryTake([MaybeNullWhen(false)] out TKey key)
    {
        if (!_ready.Reader.TryRead(out key))
        {
            return false;
        }

        lock (_lock)
        {
            _waiting.Remove(key, out var added);
            _taken[key] = _clock.GetTimestamp();
            _metrics.Taken(Name, _clock.GetElapsedTime(added));
        }

        return true;
    }

    /// <summary>Waits until a key may be ready; false when the queue is closed and empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _ready.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Says that the work on a key is done, well or not.</summary>
    public void Done(TKey key)
    {
        lock (_lock)
        {
            if (!_taken.Remove(key, out var since))
            {
                return;
            }

            _metrics.Done(Name, _clock.GetElapsedTime(since));
            if (_waiting.ContainsKey(key) && !_closed)
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Takes no more keys; those that are ready can still be taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _ready.Writer.TryComplete();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _timer.Dispose();
    }

    private void AddDue()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            while (_dueTimes.TryPeek(out var key, out var due) && due <= now)
            {
                _dueTimes.Dequeue();

                // An earlier addition may have come in between; its own entry has then been here before.
                if (_later.TryGetValue(key, out var planned) && planned <= now)
                {
                    _later.Remove(key);
                    Add(key);
                }
            }

            SetTimer();
        }
    }

    private void SetTimer()
    {
        if (!_closed && _dueTimes.TryPeek(out _, out var due))
        {
            // A timer counts whole milliseconds: rounded up, so that it does not fire just before the key is due.
            var wait = Math.Ceiling(Math.Max(0, (due - _clock.GetUtcNow()).TotalMilliseconds));
            _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
        }
    }
}

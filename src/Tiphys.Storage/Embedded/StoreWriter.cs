using Tiphys.Storage.Index;

namespace Tiphys.Storage.Embedded;

/// <summary>
/// The one writer: a thread of its own, because it blocks in fsync. It takes all writes that wait, decides them, commits them as
/// one group, shows them to readers and watchers, and only then answers.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    // More than a group adds, so that trimming keeps pace with writing; and a millisecond or two of an idle writer's time.
    private const int TrimPerGroup = 1024;
    private const int TrimWhenIdle = 8192;

    private readonly VersionedIndex _index;
    private readonly IDurableLog _log;
    private readonly StoreOptions _options;
    private readonly WriterQueue _queue;
    private readonly WriteGroup _group;
    private readonly HistoryClock _history;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan? _armedFor;
    private readonly StatusBoard _status;
    private volatile bool _closed;

    public StoreWriter(VersionedIndex index, IDurableLog log, StoreOptions options)
    {
        (_index, _log, _options) = (index, log, options);
        _queue = new WriterQueue(options.MaxQueuedWrites);
        _group = new WriteGroup(index);
        _history = new HistoryClock(options.TimeProvider, options.HistoryAge);
        _status = new StatusBoard(Writable());
        _timer = options.TimeProvider.CreateTimer(
            static state => ((StoreWriter)state!).EnqueueMaintenance(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Run) { Name = "Tiphys store writer", IsBackground = true }.Start();
    }

    public StoreStatus Status => _status.Current;

    public ValueTask<StoreStatus> WaitForStatusAsync(StoreStatus known, CancellationToken cancellationToken) =>
        _status.WaitForChangeAsync(known, cancellationToken);

    public async ValueTask<WriteResult> WriteAsync(WriterCommand command)
    {
        ArgumentException.ThrowIfNullOrEmpty(command.Key);
        ArgumentOutOfRangeException.ThrowIfNegative(command.Revision);
        ThrowIfClosed();
        if (Refusal() is { } refusal)
            throw refusal;
        await _queue.EnqueueAsync(command, command.CancellationToken);
        return await command.Task;
    }

    public async ValueTask CompactAsync(long revision, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        var command = new WriterCommand(WriterCommandType.Compact, "", cancellationToken) { Revision = revision };
        await _queue.EnqueueAsync(command, cancellationToken);
        await command.Task;
    }

    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, typeof(IStore));

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        _queue.Complete();
        await _finished.Task;
        await _timer.DisposeAsync();
    }

    // Anything but a refused commit is a broken invariant: it is not caught, so it ends the process before it can do harm.
    private void Run()
    {
        var commands = new List<WriterCommand>();
        while (_queue.TakeGroup(commands, _options.MaxGroupWrites))
        {
            CarryOut(commands);
            commands.Clear();
        }

        _log.Dispose();
        _finished.SetResult();
    }

    private void CarryOut(List<WriterCommand> commands)
    {
        _group.Begin();
        foreach (var command in commands)
        {
            if (command.CancellationToken.IsCancellationRequested)
                command.TrySetCanceled(command.CancellationToken);
            else if (command.IsWrite)
                command.Result = _group.Decide(command);
        }

        var failure = Commit();
        foreach (var command in commands)
        {
            if (command.Type == WriterCommandType.Compact)
                _index.Compact(command.Revision, int.MaxValue);
            else if (command.Type == WriterCommandType.Maintain)
                Maintain();
            if (failure is not null && command.IsWrite)
                command.TrySetException(Refused(failure));
            else
                command.TrySetResult(command.Result);
        }

        Trim(TrimPerGroup);
        ArmTimer();
    }

    private StoreUnavailableException? Commit()
    {
        if (_group.Events.Count == 0)
            return null;
        if (Refusal() is { } refusal)
            return refusal;
        try
        {
            _log.Commit(_group.Events);
        }
        catch (StoreUnavailableException failure)
        {
            _status.Show(new StoreStatus(false, failure.Message, _options.TimeProvider.GetUtcNow()));
            return failure;
        }

        _index.Apply(_group.Events);
        _history.Committed(_index.CurrentRevision);
        return null;
    }

    private void Maintain()
    {
        _armedFor = null;
        if (!Status.IsWritable)
            Probe();
        if (!Trim(TrimWhenIdle))
            EnqueueMaintenance();
    }

    private void Probe()
    {
        try
        {
            _log.Probe();
            _status.Show(Writable());
        }
        catch (StoreUnavailableException failure)
        {
            _status.Show(Status with { Reason = failure.Message });
        }
    }

    // Both bounds of the history: its age, and its size, of which the oldest event is dropped until it fits.
    private bool Trim(int maxEvents)
    {
        var expired = _history.Expired();
        if (expired > _index.CompactedRevision && !_index.Compact(expired, maxEvents))
            return false;
        while (_index.HistoryBytes > _options.HistoryBytes && _index.Events.Oldest is { } oldest)
            _index.Compact(oldest.Revision, 1);
        return true;
    }

    private void ArmTimer()
    {
        if (_closed || (Status.IsWritable && _history.AllExpired))
            return;
        var due = Status.IsWritable ? _history.Grain : _options.ProbeInterval;
        if (_armedFor <= due)
            return;
        _armedFor = due;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void EnqueueMaintenance() =>
        _queue.TryEnqueueMaintenance(new WriterCommand(WriterCommandType.Maintain, "", CancellationToken.None));

    private StoreUnavailableException? Refusal() =>
        Status is { IsWritable: false } status ? new StoreUnavailableException($"the store is read-only: {status.Reason}") : null;

    // Each caller gets an exception of its own: one that is thrown in several places garbles its stack trace.
    private static StoreUnavailableException Refused(StoreUnavailableException failure) => new(failure.Message, failure);

    private StoreStatus Writable() => new(true, null, _options.TimeProvider.GetUtcNow());
}

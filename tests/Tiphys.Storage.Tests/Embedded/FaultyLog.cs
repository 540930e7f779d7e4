using Tiphys.Storage.Embedded;

namespace Tiphys.Storage.Tests.Embedded;

/// <summary>A log whose disk can be broken, and whose commits can be held at a point.</summary>
internal sealed class FaultyLog : IDurableLog
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly SemaphoreSlim _arrived = new(0);

    public volatile bool Broken;

    /// <summary>How many writes each commit had.</summary>
    public List<int> Groups { get; } = [];

    public void Hold() => _open.Reset();

    public void Release() => _open.Set();

    /// <summary>Waits until a commit is held.</summary>
    public async Task HeldAsync(CancellationToken cancellationToken) => await _arrived.WaitAsync(cancellationToken);

    public LoadedState Load() => new([], LoadedState.FirstRevision);

    public void Commit(IReadOnlyList<StoreEvent> writes)
    {
        if (!_open.IsSet)
            _arrived.Release();
        _open.Wait();
        Probe();
        Groups.Add(writes.Count);
    }

    public void Probe()
    {
        if (Broken)
            throw new StoreUnavailableException("no space left on device");
    }

    public void Dispose()
    {
        _open.Dispose();
        _arrived.Dispose();
    }
}

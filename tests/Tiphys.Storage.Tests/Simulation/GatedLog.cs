using Tiphys.Storage.Embedded;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Simulation;

/// <summary>Holds the writer before a commit, so that which writes share the next group is decided by the test and not by chance.</summary>
internal sealed class GatedLog(IDurableLog log) : IDurableLog
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly SemaphoreSlim _arrived = new(0);

    public void Hold() => _open.Reset();

    /// <summary>Waits until the writer is held.</summary>
    public Task HeldAsync() => _arrived.WaitAsync(Deadline.Token());

    public void Release() => _open.Set();

    public LoadedState Load() => log.Load();

    public void Commit(IReadOnlyList<StoreEvent> writes)
    {
        if (!_open.IsSet)
            _arrived.Release();
        _open.Wait();
        log.Commit(writes);
    }

    public void Probe() => log.Probe();

    public void Dispose()
    {
        log.Dispose();
        _open.Dispose();
        _arrived.Dispose();
    }
}

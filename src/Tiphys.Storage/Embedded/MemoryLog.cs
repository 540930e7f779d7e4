namespace Tiphys.Storage.Embedded;

/// <summary>Keeps nothing: for stores that live as long as their process.</summary>
internal sealed class MemoryLog : IDurableLog
{
    public LoadedState Load() => new([], LoadedState.FirstRevision);

    public void Commit(IReadOnlyList<StoreEvent> writes)
    {
    }

    public void Probe()
    {
    }

    public void Dispose()
    {
    }
}

using Tiphys.Storage.Index;

namespace Tiphys.Storage.Embedded;

/// <summary>
/// Decides the writes of one group in order, each against the state that the ones before it leave, without touching the index:
/// if the commit fails, the group is thrown away.
/// </summary>
internal sealed class WriteGroup(VersionedIndex index)
{
    private readonly Dictionary<string, StoreEntry?> _staged = [];
    private long _revision;

    /// <summary>What the group writes.</summary>
    public List<StoreEvent> Events { get; } = [];

    public void Begin()
    {
        Events.Clear();
        _staged.Clear();
        _revision = index.CurrentRevision;
    }

    public WriteResult Decide(WriterCommand command)
    {
        if (!_staged.TryGetValue(command.Key, out var current))
            current = index.Get(command.Key);
        if (command.Type == WriterCommandType.Create)
            return current is null ? Create(command) : new WriteResult(WriteOutcome.AlreadyExists, current, 0);
        if (current is null)
            return new WriteResult(WriteOutcome.NotFound, null, 0);
        if (command.Revision != 0 && command.Revision != current.ModRevision)
            return new WriteResult(WriteOutcome.Conflict, current, 0);
        return command.Type == WriterCommandType.Update ? Update(command, current) : Delete(current);
    }

    private WriteResult Create(WriterCommand command)
    {
        var revision = ++_revision;
        var entry = new StoreEntry(command.Key, command.Value, revision, revision, command.Decoded);
        return Stage(new StoreEvent(StoreEventType.Created, entry, null, revision), entry);
    }

    private WriteResult Update(WriterCommand command, StoreEntry current)
    {
        var revision = ++_revision;
        var entry = new StoreEntry(current.Key, command.Value, current.CreateRevision, revision, command.Decoded);
        return Stage(new StoreEvent(StoreEventType.Modified, entry, current, revision), entry);
    }

    private WriteResult Delete(StoreEntry current) =>
        Stage(new StoreEvent(StoreEventType.Deleted, current, current, ++_revision), null);

    private WriteResult Stage(StoreEvent storeEvent, StoreEntry? now)
    {
        Events.Add(storeEvent);
        _staged[storeEvent.Key] = now;
        return new WriteResult(WriteOutcome.Succeeded, storeEvent.Entry, storeEvent.Revision);
    }
}

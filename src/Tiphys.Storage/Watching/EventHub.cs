using System.Collections.Concurrent;
using Tiphys.Storage.Index;

namespace Tiphys.Storage.Watching;

/// <summary>
/// The event logs: one of everything, which is also the order in which history is dropped, and one per resource prefix.
/// <code>
/// all                  : pods 5 · leases 6 · pods 7 · pods 8 · leases 9
/// "/registry/pods/"    : 5 · 7 · 8        ◄─ watches of pods, of a namespace's pods, of one pod
/// "/registry/leases/"  : 6 · 9
/// </code>
/// </summary>
internal sealed class EventHub(long revision)
{
    // "/registry/pods/" has three.
    private const int SlashesOfResourcePrefix = 3;

    private readonly EventLog _all = new("", revision);
    private readonly ConcurrentDictionary<string, EventLog> _logs = new();
    private long _wokenRevision = revision;

    /// <summary>The oldest kept event. Only for the writer, like all below but <see cref="Open"/>.</summary>
    public StoreEvent? Oldest => _all.Oldest();

    /// <summary>All waiting watches that an event up to this revision concerns were taken out to be woken.</summary>
    public long WokenRevision => Volatile.Read(ref _wokenRevision);

    public StoreWatch Open(string key, bool exact, long fromRevision, VersionedIndex index)
    {
        var resource = ResourcePrefix(key);
        var log = resource.IsEmpty ? _all : LogOf(resource);
        return new StoreWatch(index, log, key, exact, fromRevision);
    }

    public void Append(StoreEvent storeEvent)
    {
        _all.Append(storeEvent);
        var resource = ResourcePrefix(storeEvent.Key);
        if (!resource.IsEmpty)
            LogOf(resource).Append(storeEvent);
    }

    public void Wake(List<StoreEvent> events)
    {
        foreach (var storeEvent in events)
        {
            _all.Watchers.Wake(storeEvent);
            var resource = ResourcePrefix(storeEvent.Key);
            if (!resource.IsEmpty)
                LogOf(resource).Watchers.Wake(storeEvent);
        }

        Interlocked.Exchange(ref _wokenRevision, events[^1].Revision);
    }

    public void DropOldest()
    {
        var oldest = _all.Oldest()!;
        var resource = ResourcePrefix(oldest.Key);
        if (!resource.IsEmpty)
        {
            var log = LogOf(resource);
            log.Oldest(); // moves on to the chunk that holds it
            log.DropOldest(oldest.Revision);
        }

        _all.DropOldest(oldest.Revision);
    }

    public void Close()
    {
        _all.Watchers.Close();
        foreach (var log in _logs.Values)
            log.Watchers.Close();
    }

    private static ReadOnlySpan<char> ResourcePrefix(string key)
    {
        var end = 0;
        for (var slashes = 0; slashes < SlashesOfResourcePrefix; slashes++)
        {
            var next = key.AsSpan(end).IndexOf('/');
            if (next < 0)
                return default;
            end += next + 1;
        }

        return key.AsSpan(0, end);
    }

    // A log that is made for a resource never seen has missed no event that is still kept.
    private EventLog LogOf(ReadOnlySpan<char> resource)
    {
        if (_logs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(resource, out var log))
            return log;
        var prefix = resource.ToString();
        return _logs.GetOrAdd(prefix, static (prefix) => new EventLog(prefix, 0));
    }
}

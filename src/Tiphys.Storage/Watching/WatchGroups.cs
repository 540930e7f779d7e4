using System.Collections.Concurrent;

namespace Tiphys.Storage.Watching;

/// <summary>
/// The groups of watches of one log, found by the key of an event in a few look-ups, so that watches which an event does not
/// concern cost it nothing.
/// </summary>
internal sealed class WatchGroups(int logPrefixLength)
{
    private readonly Lock _gate = new(); // guards joining and leaving, and _closed
    private readonly Table _keys = new();
    private readonly Table _prefixes = new();
    private readonly Table _oddPrefixes = new(); // those that end within a segment have to be tried one by one
    private bool _closed;

    public WatchGroup Join(string key, bool exact)
    {
        lock (_gate)
        {
            var table = TableFor(key, exact);
            if (!table.Groups.TryGetValue(key, out var group))
            {
                group = new WatchGroup();
                table.Groups[key] = group;
                table.Count++;
            }

            group.Members++;
            if (_closed)
                group.Close();
            return group;
        }
    }

    public void Leave(WatchGroup group, string key, bool exact)
    {
        lock (_gate)
        {
            if (--group.Members != 0)
                return;
            var table = TableFor(key, exact);
            table.Groups.TryRemove(key, out _);
            table.Count--;
        }
    }

    /// <summary>Wakes the waiting watches that an event concerns. Only for the writer, after the event can be read.</summary>
    public void Wake(StoreEvent storeEvent)
    {
        var key = storeEvent.Key;
        if (_keys.Count > 0 && _keys.Groups.TryGetValue(key, out var watchers))
            watchers.Wake(storeEvent.Revision);
        if (_prefixes.Count > 0)
            WakePrefixes(key, storeEvent.Revision);
        if (_oddPrefixes.Count == 0)
            return;
        foreach (var (prefix, group) in _oddPrefixes.Groups)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                group.Wake(storeEvent.Revision);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var group in _keys.Groups.Values.Concat(_prefixes.Groups.Values).Concat(_oddPrefixes.Groups.Values))
                group.Close();
        }
    }

    // The prefixes of "/registry/pods/ns/name" that end with a segment: "/registry/pods/" and "/registry/pods/ns/".
    private void WakePrefixes(string key, long revision)
    {
        for (var length = logPrefixLength; length <= key.Length;)
        {
            if (_prefixes.ByPrefix.TryGetValue(key.AsSpan(0, length), out var group))
                group.Wake(revision);
            var slash = key.AsSpan(length).IndexOf('/');
            if (slash < 0)
                return;
            length += slash + 1;
        }
    }

    private Table TableFor(string key, bool exact) => exact ? _keys : key.Length == 0 || key[^1] == '/' ? _prefixes : _oddPrefixes;

    private sealed class Table
    {
        public ConcurrentDictionary<string, WatchGroup> Groups { get; } = new();

        public ConcurrentDictionary<string, WatchGroup>.AlternateLookup<ReadOnlySpan<char>> ByPrefix =>
            Groups.GetAlternateLookup<ReadOnlySpan<char>>();

        // Asked for each event without the lock; ConcurrentDictionary's own count takes all of its locks.
        public volatile int Count;
    }
}

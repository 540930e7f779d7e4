using System.Collections.Concurrent;
using Tiphys.Storage.Watching;

namespace Tiphys.Storage.Index;

/// <summary>
/// Everything that readers and watchers see: the versions of each key, in a hash table for single reads and in the key tree for
/// ranges; the event logs; and the two revisions that bound the history. One writer applies committed events; readers take no lock. What makes the events durable lies outside, so that every
/// store shares this index.
/// </summary>
internal sealed partial class VersionedIndex
{
    private readonly ConcurrentDictionary<string, KeyVersions> _keys;
    private readonly RevisionWaiters _waiters = new();
    private TreeNode? _root;
    private long _currentRevision;
    private long _compactedRevision;

    /// <summary>Starts from live entries at a revision, in any order. Their history before it is unknown, so compacted.</summary>
    /// <exception cref="ArgumentException">A key occurs twice.</exception>
    public VersionedIndex(IReadOnlyCollection<StoreEntry> entries, long revision)
    {
        _currentRevision = _compactedRevision = revision;
        Events = new EventHub(revision);
        _keys = new ConcurrentDictionary<string, KeyVersions>(concurrencyLevel: 1, entries.Count);
        var sorted = new KeyVersions[entries.Count];
        var next = 0;
        foreach (var entry in entries)
        {
            var versions = new KeyVersions(entry.Key, entry);
            if (!_keys.TryAdd(entry.Key, versions))
                throw new ArgumentException($"key {entry.Key} occurs twice", nameof(entries));
            sorted[next++] = versions;
        }

        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        _root = KeyTree.Build(sorted);
    }

    public EventHub Events { get; }

    public long CurrentRevision => Volatile.Read(ref _currentRevision);

    public long CompactedRevision => Volatile.Read(ref _compactedRevision);

    public StoreEntry? Get(string key)
    {
        while (true)
        {
            var revision = CurrentRevision;
            var entry = Find(key)?.At(revision);
            if (entry is not null || CompactedRevision <= revision)
                return entry;
        }
    }

    public StoreEntry? Get(string key, long revision)
    {
        ThrowIfNotKept(revision);
        var entry = Find(key)?.At(revision);
        ThrowIfCompacted(revision);
        return entry;
    }

    public RangeResult Range(in RangeQuery query)
    {
        ArgumentNullException.ThrowIfNull(query.Prefix);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit);
        if (query.Revision != 0)
        {
            ThrowIfNotKept(query.Revision);
            var atRevision = Read(query, query.Revision);
            ThrowIfCompacted(query.Revision);
            return atRevision;
        }

        while (true)
        {
            var latest = Read(query, CurrentRevision);
            if (CompactedRevision <= latest.Revision)
                return latest;
        }
    }

    public async ValueTask<bool> WaitForRevisionAsync(long revision, CancellationToken cancellationToken) =>
        CurrentRevision >= revision || await _waiters.WaitAsync(revision, () => CurrentRevision, cancellationToken);

    public IStoreWatch Watch(string key, bool exact, long fromRevision)
    {
        var watch = Events.Open(key, exact, fromRevision, this);
        if (fromRevision >= CompactedRevision)
            return watch;
        watch.Dispose();
        throw new RevisionCompactedException(fromRevision, CompactedRevision);
    }

    public void Close()
    {
        Events.Close();
        _waiters.Close();
    }

    private KeyVersions? Find(string key) => _keys.TryGetValue(key, out var versions) ? versions : null;

    private RangeResult Read(in RangeQuery query, long revision)
    {
        var reader = new TreeReader(KeyInterval.Of(query.Prefix, query.StartAfter), revision, query.Limit);
        reader.Read(Volatile.Read(ref _root));
        return new RangeResult(reader.Entries, revision, reader.Remaining);
    }

    private void ThrowIfNotKept(long revision)
    {
        var current = CurrentRevision;
        if (revision > current)
            throw new FutureRevisionException(revision, current);
        ThrowIfCompacted(revision);
    }

    // Checked again after a read: compaction publishes its revision before it cuts the versions that older reads need.
    private void ThrowIfCompacted(long revision)
    {
        var compacted = CompactedRevision;
        if (revision < compacted)
            throw new RevisionCompactedException(revision, compacted);
    }
}

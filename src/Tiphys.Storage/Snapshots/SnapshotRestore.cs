using Tiphys.Storage.Sqlite;

namespace Tiphys.Storage.Snapshots;

/// <summary>Makes a store from a snapshot.</summary>
public static class SnapshotRestore
{
    /// <summary>
    /// How far the revisions of a restored store are ahead of the snapshot's, as upstream advises it for etcd. What clients have seen
    /// after the snapshot is behind them then, so that their watches end with 410 and they list again, instead of waiting for revisions
    /// that would be given a second time with other contents.
    /// </summary>
    public const long RevisionStep = 1_000_000_000;

    private const int GroupEntries = 500;

    /// <summary>Writes the entries into a directory that has no store yet. If it fails, what it wrote is no store to be used.</summary>
    /// <exception cref="SnapshotException">The snapshot is cut off or damaged.</exception>
    /// <exception cref="StoreException">The store cannot be made or written.</exception>
    public static SnapshotSummary Run(string directory, Stream source)
    {
        var snapshot = SnapshotReader.Open(source);
        var file = Path.Combine(directory, SqliteFormat.FileName);
        if (File.Exists(file))
            throw new StoreInaccessibleException(directory, "it holds a store already");
        using var log = SqliteLog.Open(directory);
        var group = new List<StoreEvent>();
        while (snapshot.Read() is { } entry)
        {
            group.Add(new StoreEvent(StoreEventType.Created, entry, null, entry.ModRevision));
            if (group.Count == GroupEntries)
                Commit(log, group);
        }

        Commit(log, group);
        log.SetRevision(snapshot.Revision + RevisionStep);
        return new SnapshotSummary(snapshot.Revision, snapshot.Count);
    }

    private static void Commit(SqliteLog log, List<StoreEvent> group)
    {
        if (group.Count > 0)
            log.Commit(group);
        group.Clear();
    }
}

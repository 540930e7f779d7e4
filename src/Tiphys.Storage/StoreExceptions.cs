namespace Tiphys.Storage;

/// <summary>A failure of the store. Expected outcomes of writes are a <see cref="WriteResult"/> instead.</summary>
public abstract class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>A revision was asked for whose history is gone; the caller has to read the present state.</summary>
public sealed class RevisionCompactedException(long requestedRevision, long compactedRevision)
    : StoreException($"revision {requestedRevision} has been compacted, the oldest one kept is {compactedRevision}")
{
    /// <summary>What was asked for.</summary>
    public long RequestedRevision { get; } = requestedRevision;

    /// <summary>The oldest revision that can still be read.</summary>
    public long CompactedRevision { get; } = compactedRevision;
}

/// <summary>A revision was asked for that does not exist yet.</summary>
public sealed class FutureRevisionException(long requestedRevision, long currentRevision)
    : StoreException($"revision {requestedRevision} is in the future, the current one is {currentRevision}")
{
    /// <summary>What was asked for.</summary>
    public long RequestedRevision { get; } = requestedRevision;

    /// <summary>The latest revision.</summary>
    public long CurrentRevision { get; } = currentRevision;
}

/// <summary>
/// A write could not be made durable, or the store is read-only since that happened. Whether the write survives a restart is
/// unknown. The store tries by itself whether it can write again.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : StoreException(message, innerException);

/// <summary>The data directory cannot be opened as a store. Each way has its own type; the message says what to do.</summary>
public abstract class StoreOpenException(string message, string path, Exception? innerException = null)
    : StoreException(message, innerException)
{
    /// <summary>The file or directory that it is about.</summary>
    public string Path { get; } = path;
}

/// <summary>Another process has the data directory open.</summary>
public sealed class StoreLockedException(string directory, string? owner, Exception? innerException = null)
    : StoreOpenException(
        $"data directory {directory} is in use by {(owner is null ? "another process" : $"process {owner}")}: "
        + "stop that process first, or choose another data directory",
        directory,
        innerException);

/// <summary>The database is damaged.</summary>
public sealed class CorruptStoreException(string file, string detail, Exception? innerException = null)
    : StoreOpenException(
        $"database {file} is damaged ({detail}): restore a backup in its place, or move the file away to start with an empty cluster",
        file,
        innerException);

/// <summary>There is no database in the directory.</summary>
public sealed class MissingStoreException(string directory)
    : StoreOpenException($"there is no store in {directory}: choose another data directory", directory);

/// <summary>The database was made by another program.</summary>
public sealed class ForeignStoreException(string file, string detail)
    : StoreOpenException(
        $"database {file} does not belong to Tiphys ({detail}): choose another data directory, or move the file away", file);

/// <summary>The database was written by a newer version of Tiphys.</summary>
public sealed class NewerStoreException(string file, int version, int supported)
    : StoreOpenException(
        $"database {file} has format version {version}, this Tiphys knows versions up to {supported}: use a newer Tiphys", file);

/// <summary>The data directory or its files cannot be read or created: permissions, a read-only or full disk.</summary>
public sealed class StoreInaccessibleException(string path, string detail, Exception? innerException = null)
    : StoreOpenException($"cannot open the store at {path}: {detail}", path, innerException);

/// <summary>A snapshot cannot be read: it is cut off, damaged or none at all.</summary>
public sealed class SnapshotException(string message, Exception? innerException = null) : StoreException(message, innerException);

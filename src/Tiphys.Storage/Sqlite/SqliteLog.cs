using System.Text;
using SQLitePCL;
using Tiphys.Storage.Embedded;

namespace Tiphys.Storage.Sqlite;

/// <summary>
/// Keeps the live entries in a SQLite database in WAL mode with <c>synchronous=FULL</c>: a group of writes is one transaction and
/// one fsync of the write-ahead log. See <see cref="SqliteFormat"/> for the tables.
/// </summary>
internal sealed class SqliteLog : IDurableLog
{
    // Three pods to a page; with SQLite's default of 4096 each would have one of its own. Only counts for a new file.
    private const int PageSize = 8192;

    // 8 MiB of log between checkpoints: a row that changes often is copied into the database once for many commits.
    private const int CheckpointPages = 1024;

    private readonly string _file;
    private readonly DataDirectoryLock? _lock;
    private readonly SqliteConnection _connection;
    private readonly Statements _statements;
    private byte[] _keyBuffer = new byte[256];

    private SqliteLog(string file, string? vfs, DataDirectoryLock? directoryLock)
    {
        (_file, _lock) = (file, directoryLock);
        (_connection, _statements) = Connect(file, vfs);
    }

    /// <exception cref="StoreOpenException">It cannot be opened.</exception>
    public static SqliteLog Open(string directory)
    {
        var directoryLock = DataDirectoryLock.Take(directory);
        try
        {
            return new SqliteLog(Path.Combine(directory, SqliteFormat.FileName), null, directoryLock);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file on another file system of SQLite's, where nobody else can be: for tests of what a disk may do.</summary>
    /// <exception cref="StoreOpenException">It cannot be opened.</exception>
    internal static SqliteLog OpenUnlocked(string file, string vfs) => new(file, vfs, null);

    public LoadedState Load()
    {
        try
        {
            var entries = new List<StoreEntry>();
            var revision = _connection.QueryInteger("SELECT value FROM counters WHERE name = 'revision'");
            using var rows = _connection.Prepare("SELECT create_rev, mod_rev, checksum, key, value FROM entries");
            var keys = new HashSet<string>();
            while (rows.Step())
            {
                var entry = ReadRow(rows);
                if (!keys.Add(entry.Key))
                    throw new CorruptStoreException(_file, $"key {entry.Key} occurs twice");
                entries.Add(entry);
                revision = Math.Max(revision, entry.ModRevision);
            }

            return new LoadedState(entries, revision);
        }
        catch (SqliteError error)
        {
            throw OpenFailure(_file, error);
        }
    }

    public void Commit(IReadOnlyList<StoreEvent> writes) => InTransaction(() =>
    {
        foreach (var write in writes)
            Write(write);
        if (writes[^1].Type == StoreEventType.Deleted)
            _statements.SetRevision.Bind(1, writes[^1].Revision).RunOnRow();
    });

    // Changed and changed back: SQLite writes no page for an update to the value that is there.
    public void Probe() => InTransaction(() =>
    {
        _statements.Negate.RunOnRow();
        _statements.Negate.RunOnRow();
    });

    /// <summary>Sets the last revision, which may only grow.</summary>
    internal void SetRevision(long revision) => InTransaction(() => _statements.SetRevision.Bind(1, revision).RunOnRow());

    /// <summary>Writes the database anew without the free space in it. Needs as much space on the disk meanwhile.</summary>
    internal void Vacuum()
    {
        try
        {
            _connection.Execute("VACUUM");
            _connection.QueryInteger("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteError error)
        {
            throw new StoreUnavailableException($"compacting {_file} failed: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose(); // checkpoints, and removes the write-ahead log
        _lock?.Dispose();
    }

    /// <summary>Makes the disk full for tests: the database may not grow beyond so many pages. 0 lifts the limit.</summary>
    internal void LimitPages(int pages) =>
        _connection.QueryInteger($"PRAGMA max_page_count = {(pages == 0 ? int.MaxValue : pages)}");

    private static (SqliteConnection Connection, Statements Statements) Connect(string file, string? vfs)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(file, vfs);

            // Exclusive before WAL: the index of the log then lives in our memory instead of a shared file, which saves system
            // calls in each transaction, and no other program can write to the database behind our back.
            connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
            connection.Execute($"PRAGMA page_size = {PageSize}");
            SqliteFormat.Ensure(connection, file);
            if (connection.QueryText("PRAGMA journal_mode = WAL") is var mode and not "wal")
                throw new StoreInaccessibleException(file, $"the file system allows only journal mode {mode}, not WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute($"PRAGMA wal_autocheckpoint = {CheckpointPages}");

            // What an earlier process wrote when an fsync failed may be read back from the system's cache and yet never reach the
            // disk. Moving the whole log into the database writes it again, so that nothing is built on what could vanish.
            if (connection.QueryInteger("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
                throw new StoreLockedException(Path.GetDirectoryName(file)!, null);
            return (connection, new Statements(connection));
        }
        catch (Exception e)
        {
            connection?.Dispose();
            if (e is SqliteError error)
                throw OpenFailure(file, error);
            throw;
        }
    }

    private static StoreOpenException OpenFailure(string file, SqliteError error) => error switch
    {
        { SaysCorrupt: true } => new CorruptStoreException(file, error.Detail, error),
        { SaysLocked: true } => new StoreLockedException(Path.GetDirectoryName(file)!, null, error),
        // A table or column that our own file must have is not there.
        { Code: raw.SQLITE_ERROR } => new CorruptStoreException(file, error.Detail, error),
        _ => new StoreInaccessibleException(file, error.Message, error),
    };

    private StoreEntry ReadRow(SqliteStatement row)
    {
        var (createRevision, modRevision) = (row.Integer(0), row.Integer(1));
        var key = row.Text(3);
        var value = row.Blob(4).ToArray();
        if (RowChecksum.Of(createRevision, modRevision, Utf8(key), value) != row.Integer(2))
            throw new CorruptStoreException(_file, $"the checksum of key {key} does not match");
        return new StoreEntry(key, value, createRevision, modRevision);
    }

    private void Write(StoreEvent write)
    {
        var entry = write.Entry;
        if (write.Type == StoreEventType.Deleted)
        {
            _statements.Delete.Bind(1, entry.CreateRevision).RunOnRow();
            return;
        }

        var key = Utf8(entry.Key);
        var value = entry.Value.Span;
        var checksum = RowChecksum.Of(entry.CreateRevision, entry.ModRevision, key, value);
        var statement = write.Type == StoreEventType.Created ? _statements.Insert.BindText(4, key) : _statements.Update;
        statement.Bind(1, entry.CreateRevision).Bind(2, entry.ModRevision).Bind(3, checksum).BindBlob(5, value).RunOnRow();
    }

    private void InTransaction(Action write)
    {
        try
        {
            _statements.Begin.Run();
            write();
            _statements.Commit.Run();
        }
        catch (SqliteError error)
        {
            var detail = error.SaysCorrupt ? new CorruptStoreException(_file, error.Detail, error).Message : error.Message;
            RollBack();
            throw new StoreUnavailableException($"writing to {_file} failed: {detail}", error);
        }
    }

    // Of some errors SQLite itself has rolled back already. If it cannot be done now, the next Begin fails, and so each probe.
    private void RollBack()
    {
        try
        {
            if (!_connection.IsAutoCommit)
                _statements.Rollback.Run();
        }
        catch (SqliteError)
        {
            // The error that led here is the one to report.
        }
    }

    private ReadOnlySpan<byte> Utf8(string key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Length);
        if (_keyBuffer.Length < most)
            _keyBuffer = new byte[most];
        return _keyBuffer.AsSpan(0, Encoding.UTF8.GetBytes(key, _keyBuffer));
    }

    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        public SqliteStatement Begin { get; } = connection.Prepare("BEGIN IMMEDIATE");

        public SqliteStatement Commit { get; } = connection.Prepare("COMMIT");

        public SqliteStatement Rollback { get; } = connection.Prepare("ROLLBACK");

        public SqliteStatement Insert { get; } =
            connection.Prepare("INSERT INTO entries (create_rev, mod_rev, checksum, key, value) VALUES (?1, ?2, ?3, ?4, ?5)");

        public SqliteStatement Update { get; } =
            connection.Prepare("UPDATE entries SET mod_rev = ?2, checksum = ?3, value = ?5 WHERE create_rev = ?1");

        public SqliteStatement Delete { get; } = connection.Prepare("DELETE FROM entries WHERE create_rev = ?1");

        public SqliteStatement SetRevision { get; } = connection.Prepare("UPDATE counters SET value = ?1 WHERE name = 'revision'");

        public SqliteStatement Negate { get; } = connection.Prepare("UPDATE counters SET value = -value WHERE name = 'revision'");

        public void Dispose()
        {
            foreach (var statement in (ReadOnlySpan<SqliteStatement>)[Begin, Commit, Rollback, Insert, Update, Delete, SetRevision, Negate])
                statement.Dispose();
        }
    }
}

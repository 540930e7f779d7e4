using System.Text;
using Tiphys.Storage.Maintenance;

namespace Tiphys.Storage.Sqlite;

/// <summary>Reads a database whole and tells all that is wrong with it, instead of the first.</summary>
internal sealed class SqliteCheck
{
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _keys = [];
    private long _entries;
    private long _revision;

    private SqliteCheck()
    {
    }

    /// <exception cref="StoreOpenException">It is foreign, too new or not accessible.</exception>
    public static StoreReport Run(string file)
    {
        var check = new SqliteCheck();
        var free = 0L;
        try
        {
            using var connection = new SqliteConnection(file);
            connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
            SqliteFormat.Ensure(connection, file);
            check.Attempt(() => check.ReadStructure(connection));
            check.Attempt(() => check.ReadEntries(connection));
            check.Attempt(() => check.ReadRevision(connection));
            check.Attempt(() => free = connection.QueryInteger("PRAGMA freelist_count") * connection.QueryInteger("PRAGMA page_size"));
        }
        catch (SqliteError error) when (error.SaysCorrupt)
        {
            check.Tell(error.Detail);
        }
        catch (SqliteError error)
        {
            throw new StoreInaccessibleException(file, error.Message, error);
        }

        return new StoreReport(file, check._entries, check._revision, new FileInfo(file).Length, free, check._problems);
    }

    // What one step cannot read must not keep the others from telling what they find.
    private void Attempt(Action step)
    {
        try
        {
            step();
        }
        catch (SqliteError error)
        {
            Tell(error.Detail);
        }
    }

    private void ReadStructure(SqliteConnection connection)
    {
        using var rows = connection.Prepare($"PRAGMA integrity_check({StoreMaintenance.MaxProblems})");
        while (rows.Step())
        {
            if (rows.Text(0) is var line and not "ok")
                Tell(line.ReplaceLineEndings(" "));
        }
    }

    private void ReadEntries(SqliteConnection connection)
    {
        using var rows = connection.Prepare("SELECT create_rev, mod_rev, checksum, key, value FROM entries");
        while (rows.Step())
        {
            var (created, modified, key) = (rows.Integer(0), rows.Integer(1), rows.Text(3));
            if (RowChecksum.Of(created, modified, Encoding.UTF8.GetBytes(key), rows.Blob(4)) != rows.Integer(2))
                Tell($"the checksum of key {key} does not match");
            else if (!_keys.Add(key))
                Tell($"key {key} occurs twice");
            else
                _entries++;
            _revision = Math.Max(_revision, modified);
        }
    }

    private void ReadRevision(SqliteConnection connection) =>
        _revision = Math.Max(_revision, connection.QueryInteger("SELECT value FROM counters WHERE name = 'revision'"));

    private void Tell(string problem)
    {
        if (_problems.Count < StoreMaintenance.MaxProblems && !_problems.Contains(problem))
            _problems.Add(problem);
    }
}

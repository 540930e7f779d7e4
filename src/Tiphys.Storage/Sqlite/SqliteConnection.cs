using SQLitePCL;

namespace Tiphys.Storage.Sqlite;

/// <summary>The little of SQLite that the log needs: statements, checked result codes. For one thread at a time.</summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly sqlite3 _database;

    static SqliteConnection() => Batteries_V2.Init();

    /// <summary>Opens a database, or makes one.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="vfs">The virtual file system of SQLite to reach it by; null for the real one.</param>
    public SqliteConnection(string file, string? vfs = null)
    {
        const int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(file, out _database, flags, vfs);
        if (code == raw.SQLITE_OK)
            return;
        var error = Error(code);
        _database.Dispose();
        throw error;
    }

    /// <summary>Whether no transaction is open.</summary>
    public bool IsAutoCommit => raw.sqlite3_get_autocommit(_database) != 0;

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new SqliteStatement(this, statement);
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    public long QueryInteger(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : throw new SqliteError(raw.SQLITE_CORRUPT, $"no answer to {sql}");
    }

    public string QueryText(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : throw new SqliteError(raw.SQLITE_CORRUPT, $"no answer to {sql}");
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Error(code);
    }

    public SqliteError Error(int code) => new(code, raw.sqlite3_errmsg(_database).utf8_to_string());

    public void Dispose() => _database.Dispose();
}

using SQLitePCL;

namespace Tiphys.Storage.Sqlite;

/// <summary>A result code of SQLite that was not expected. Turned into a <see cref="StoreException"/> before it leaves the log.</summary>
internal sealed class SqliteError(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The primary result code, https://www.sqlite.org/rescode.html.</summary>
    public int Code { get; } = code & 0xff;

    public string Detail { get; } = message;

    public bool SaysCorrupt => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    public bool SaysLocked => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
}

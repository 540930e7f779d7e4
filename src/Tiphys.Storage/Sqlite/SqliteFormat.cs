using System.Globalization;

namespace Tiphys.Storage.Sqlite;

/// <summary>The format of the database file, and how a file is recognised. The numbers are persisted: never to be changed.</summary>
internal static class SqliteFormat
{
    public const string FileName = "store.db";

    /// <summary>SQLite's application_id: "Tiph" in ASCII.</summary>
    public const int ApplicationId = 0x54697068;

    /// <summary>SQLite's user_version. A change of the tables gets the next number and a step that upgrades older files.</summary>
    public const int Version = 1;

    // An entry's create revision is unique among live entries, so it makes the row id: new rows go to the end of the table and no
    // second index has to be written. The keys are indexed in memory. counters.revision is written only when the last revision
    // would else be lost, which is when a group ends with a deletion; the last revision is the greatest of it and all mod_rev.
    private static readonly string[] Tables =
    [
        """
        CREATE TABLE entries (
            create_rev INTEGER PRIMARY KEY,
            mod_rev INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            key TEXT NOT NULL,
            value BLOB NOT NULL
        ) STRICT
        """,
        "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        "INSERT INTO counters VALUES ('revision', 1)",
    ];

    /// <summary>Makes the tables in a new file, and refuses a file that is not ours or newer than we are.</summary>
    public static void Ensure(SqliteConnection connection, string file)
    {
        var applicationId = connection.QueryInteger("PRAGMA application_id");
        if (applicationId == ApplicationId)
        {
            var version = (int)connection.QueryInteger("PRAGMA user_version");
            if (version > Version)
                throw new NewerStoreException(file, version, Version);
            return;
        }

        if (applicationId != 0 || connection.QueryInteger("SELECT count(*) FROM sqlite_schema") != 0)
            throw new ForeignStoreException(file, string.Create(CultureInfo.InvariantCulture, $"application id {applicationId}"));
        Create(connection);
    }

    // One transaction, so that a crash leaves either an empty file or a whole one.
    private static void Create(SqliteConnection connection)
    {
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var table in Tables)
            connection.Execute(table);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        connection.Execute("COMMIT");
    }
}

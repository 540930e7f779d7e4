using Tiphys.Storage.Sqlite;

namespace Tiphys.Storage.Maintenance;

/// <summary>Looks after the store of a directory that no process has open.</summary>
public static class StoreMaintenance
{
    /// <summary>How many problems a check tells at most.</summary>
    public const int MaxProblems = 20;

    /// <summary>
    /// Reads the whole database: SQLite's own check of its structure, then every entry against its checksum. Changes nothing but that the
    /// write-ahead log is moved into the database, as by every opening.
    /// </summary>
    /// <exception cref="StoreOpenException">There is none, it is in use, foreign or too new. Damage is what the report is about.</exception>
    public static StoreReport Check(string directory)
    {
        var file = Existing(directory);
        using var directoryLock = DataDirectoryLock.Take(directory);
        return SqliteCheck.Run(file);
    }

    /// <summary>Writes the database anew without the free space in it.</summary>
    /// <returns>Its size in bytes before and after.</returns>
    /// <exception cref="StoreOpenException">It cannot be opened.</exception>
    /// <exception cref="StoreUnavailableException">There is no space for it, or the disk fails; the store is as it was.</exception>
    public static (long Before, long After) Compact(string directory)
    {
        var file = Existing(directory);
        long before;
        using (var log = SqliteLog.Open(directory))
        {
            log.Load(); // what is damaged is not to be rewritten as if it were sound
            before = new FileInfo(file).Length;
            log.Vacuum();
        }

        return (before, new FileInfo(file).Length);
    }

    private static string Existing(string directory)
    {
        var file = Path.Combine(directory, SqliteFormat.FileName);
        return File.Exists(file) ? file : throw new MissingStoreException(directory);
    }
}

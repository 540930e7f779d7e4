namespace Tiphys.Cluster.Backups;

/// <summary>The format of a backup; docs/backup.md describes it. The numbers are persisted: never to be changed.</summary>
internal static class BackupFormat
{
    /// <summary>A change of the format gets the next number.</summary>
    public const int Version = 1;

    /// <summary>Magic and version, before the compressed part.</summary>
    public const int HeaderBytes = 12;

    /// <summary>SHA-256 of all before it, at the end of the file.</summary>
    public const int ChecksumBytes = 32;

    public const string SettingsPath = "cluster.json";
    public const string PkiFolder = "pki";

    public static ReadOnlySpan<byte> Magic => "TIPHBKUP"u8;
}

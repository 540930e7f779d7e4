using System.Globalization;
using Tiphys.Client.Files;
using Tiphys.Cluster.Configuration;
using Tiphys.Cluster.Processes;
using Tiphys.Storage.Snapshots;

namespace Tiphys.Cluster.Backups;

/// <summary>
/// Puts a backup into a data directory in which no cluster runs. What was there is moved aside, not deleted. A restore that is interrupted
/// leaves a mark, by which the cluster does not start before the restore was run again.
/// </summary>
public sealed class ClusterRestore
{
    private readonly ClusterDirectory _directory;
    private readonly string _backup;
    private readonly string _staging;

    private ClusterRestore(ClusterDirectory directory, string backup)
    {
        _directory = directory;
        _backup = backup;
        _staging = Path.Combine(directory.Root, "restoring");
    }

    /// <summary>Restores.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="backup">The backup.</param>
    /// <param name="force">Moves a cluster aside that is there.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="ClusterException">The backup is damaged or foreign, or the data directory is in use.</exception>
    public static RestoreResult Run(ClusterDirectory directory, string backup, bool force, TimeProvider clock)
    {
        if (!File.Exists(backup))
        {
            throw new ClusterException($"there is no file {backup}");
        }

        var contents = BackupReader.Check(backup);
        CheckFiles(contents, backup);
        using var alone = FileLock.Take(directory.ServerLock)
            ?? throw new ClusterException($"a cluster runs on {directory.Root}: stop it first with 'tiphys down'");
        var occupied = Occupied(directory).Any(Path.Exists);
        if (occupied && !force && !File.Exists(directory.RestoreMark))
        {
            throw new ClusterException($"there is a cluster in {directory.Root} already: give --force to put the backup in its place; what is there is moved aside");
        }

        var aside = Path.Combine(directory.Root, string.Create(CultureInfo.InvariantCulture, $"replaced-{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}"));
        return new ClusterRestore(directory, backup).Run(occupied ? aside : null);
    }

    /// <summary>Keeps a cluster from starting on half of a restore.</summary>
    /// <exception cref="ClusterException">A restore was interrupted.</exception>
    internal static void RequireFinished(ClusterDirectory directory)
    {
        if (File.Exists(directory.RestoreMark))
        {
            throw new ClusterException($"a restore into {directory.Root} was interrupted: run 'tiphys restore FILE' again");
        }
    }

    private static string[] Occupied(ClusterDirectory directory) => [directory.Store, directory.Pki, directory.Settings];

    // A backup comes from elsewhere: it may only write where backups write.
    private static void CheckFiles(BackupContents contents, string backup)
    {
        foreach (var path in contents.Files.Keys)
        {
            var isKey = path.Split('/') is [BackupFormat.PkiFolder, { Length: > 0 } name] && name == Path.GetFileName(name) && name is not ("." or "..");
            if (!isKey && path != BackupFormat.SettingsPath)
            {
                throw new ClusterException($"the backup {backup} holds a file that is none of a cluster's: {path}");
            }
        }

        _ = contents.Files.TryGetValue(BackupFormat.SettingsPath, out var settings)
            ? ClusterSettings.Parse(settings, $"{BackupFormat.SettingsPath} in the backup {backup}")
            : throw new ClusterException($"the backup {backup} holds no settings of a cluster");
    }

    private RestoreResult Run(string? aside)
    {
        AtomicFile.Write(_directory.RestoreMark, "A backup is being restored into this directory.\n"u8);
        Stage(out var contents);
        if (aside is not null)
        {
            MoveAside(aside);
        }

        Directory.Move(Path.Combine(_staging, "store"), _directory.Store);
        Directory.Move(Path.Combine(_staging, BackupFormat.PkiFolder), _directory.Pki);
        Directory.Delete(_staging);
        File.Delete(_directory.AdminKubeconfig); // of the authority that was there before
        ClusterSettings.Parse(contents.Files[BackupFormat.SettingsPath], _backup).For(_directory).Save(_directory);
        File.Delete(_directory.RestoreMark);
        return new RestoreResult(contents, aside);
    }

    private void Stage(out BackupContents contents)
    {
        if (Directory.Exists(_staging))
        {
            Directory.Delete(_staging, recursive: true);
        }

        contents = BackupReader.Read(_backup, source => SnapshotRestore.Run(Path.Combine(_staging, "store"), source));
        Directory.CreateDirectory(Path.Combine(_staging, BackupFormat.PkiFolder));
        foreach (var (path, content) in contents.Files.Where(file => file.Key != BackupFormat.SettingsPath))
        {
            AtomicFile.WriteSecret(Path.Combine(_staging, path), content);
        }
    }

    private void MoveAside(string aside)
    {
        Directory.CreateDirectory(aside);
        foreach (var path in Occupied(_directory).Where(Path.Exists))
        {
            Directory.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        }
    }
}

/// <summary>What a restore did.</summary>
/// <param name="Contents">What was in the backup.</param>
/// <param name="Aside">Where the cluster is now that was there before; null when there was none.</param>
public sealed record RestoreResult(BackupContents Contents, string? Aside);

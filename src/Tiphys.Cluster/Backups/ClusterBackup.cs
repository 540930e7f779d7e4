using Tiphys.Client.Configuration;
using Tiphys.Client.Http;
using Tiphys.Cluster.Configuration;
using Tiphys.Cluster.Processes;
using Tiphys.Storage.Embedded;
using Tiphys.Storage.Snapshots;

namespace Tiphys.Cluster.Backups;

/// <summary>Makes a backup of the cluster of a data directory, whether it runs or not.</summary>
public static class ClusterBackup
{
    /// <summary>Writes the backup and reads it once more; the file is there whole or not at all.</summary>
    /// <param name="directory">The cluster.</param>
    /// <param name="file">The file to make. Only its owner can read it: it holds the cluster's keys and secrets.</param>
    /// <param name="program">Version of the program.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ClusterException">There is no cluster, or the file exists already.</exception>
    public static async Task<BackupContents> CreateAsync(
        ClusterDirectory directory, string file, string program, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (ClusterSettings.Find(directory) is null)
        {
            throw new ClusterException($"there is no cluster in {directory.Root}");
        }

        if (File.Exists(file))
        {
            throw new ClusterException($"{file} exists already: give another name");
        }

        var temporary = file + ".new";
        try
        {
            await using (var target = Create(temporary))
            {
                await BackupWriter.WriteAsync(target, FilesOf(directory), program, clock.GetUtcNow(), SnapshotOf(directory), cancellationToken);
                target.Flush(flushToDisk: true);
            }

            var contents = BackupReader.Check(temporary);
            File.Move(temporary, file);
            return contents;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static FileStream Create(string file)
    {
        File.Delete(file); // what a crash left may have another mode
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }

    private static List<(string Path, byte[] Content)> FilesOf(ClusterDirectory directory) =>
    [
        (BackupFormat.SettingsPath, File.ReadAllBytes(directory.Settings)),
        .. Directory.EnumerateFiles(directory.Pki).Order(StringComparer.Ordinal)
            .Where(path => !path.EndsWith(".new", StringComparison.Ordinal)) // the half of a file that a crash left
            .Select(path => ($"{BackupFormat.PkiFolder}/{Path.GetFileName(path)}", File.ReadAllBytes(path))),
    ];

    private static Func<Stream, CancellationToken, Task> SnapshotOf(ClusterDirectory directory) => async (target, cancellationToken) =>
    {
        if (ServerProcess.Find(directory) is not null)
        {
            await DownloadAsync(directory, target, cancellationToken);
            return;
        }

        await using var store = EmbeddedStore.Open(directory.Store);
        await StoreSnapshot.WriteAsync(store, target, cancellationToken);
    };

    private static async Task DownloadAsync(ClusterDirectory directory, Stream target, CancellationToken cancellationToken)
    {
        using var http = ApiTransport.Create(Kubeconfig.Load(directory.AdminKubeconfig).Resolve(), TimeProvider.System);
        try
        {
            using var response = await http.GetAsync(SnapshotEndpoint.Path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new ClusterException($"the API server does not give its objects: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }

            await response.Content.CopyToAsync(target, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new ClusterException($"the API server does not answer: {error.Message}", error);
        }
    }
}

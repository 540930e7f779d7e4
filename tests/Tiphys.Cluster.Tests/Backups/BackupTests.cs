using System.Buffers.Binary;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;
using Tiphys.Client.Configuration;
using Tiphys.Client.Http;
using Tiphys.Cluster.Backups;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cluster.Tests.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tiphys-backup-");

    private string BackupFile => Path.Combine(_root.FullName, "backup");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Backup_of_a_running_cluster_is_the_same_cluster_elsewhere()
    {
        var (first, second) = (At("first"), At("second"));
        string version;
        await using (await StartAsync(first))
        {
            using var client = Connect(first);
            version = (await client.Typed.CreateAsync(Map("kept", "1"), default)).Metadata.ResourceVersion;
            var backup = await BackUpAsync(first);
            Assert.True(backup.Snapshot.Revision >= long.Parse(version));
            await client.Typed.CreateAsync(Map("later", "2"), default);
        }

        var result = ClusterRestore.Run(second, BackupFile, force: false, TimeProvider.System);

        Assert.Null(result.Aside);
        Assert.Equal(ReadPki(first), ReadPki(second));
        Assert.Equal(ClusterSettings.Find(first)!.PodCidr, ClusterSettings.Find(second)!.PodCidr);
        Assert.NotEqual(ClusterSettings.Find(first)!.Instance, ClusterSettings.Find(second)!.Instance);
        await using var restored = await StartAsync(second);
        using var again = Connect(second);
        Assert.Equal(version, (await again.Typed.GetAsync<ConfigMap>("default", "kept", default)).Metadata.ResourceVersion);
        Assert.True((await Assert.ThrowsAsync<ApiException>(() => again.Typed.GetAsync<ConfigMap>("default", "later", default))).IsNotFound);

        // What clients knew before is behind: they list again.
        var watch = again.Typed.WatchAsync<ConfigMap>("default", new WatchRequest { ResourceVersion = version }, default).GetAsyncEnumerator();
        Assert.True((await Assert.ThrowsAsync<ApiException>(async () => await watch.MoveNextAsync())).IsExpired);
        Assert.True(long.Parse((await again.Typed.CreateAsync(Map("new", "3"), default)).Metadata.ResourceVersion) > 1_000_000_000);
    }

    [Fact]
    public async Task Backup_under_load_shows_one_moment()
    {
        var directory = At("busy");
        await using var cluster = await StartAsync(directory);
        using var client = Connect(directory);
        await client.Typed.CreateAsync(Map("first", "0"), default);
        await client.Typed.CreateAsync(Map("second", "0"), default);
        using var ending = new CancellationTokenSource();
        var writer = CountAsync(client.Typed, ending.Token);
        for (var round = 0; round < 5; round++)
        {
            await BackUpAsync(directory, $"{BackupFile}{round}");
            var restored = At($"restored-{round}");
            ClusterRestore.Run(restored, $"{BackupFile}{round}", force: false, TimeProvider.System);
            var (first, second) = await ReadPairAsync(restored);
            Assert.True(first == second || first == second + 1, $"{first} {second}");
        }

        await ending.CancelAsync();
        Assert.True(await writer > 5);
    }

    [Fact]
    public async Task Stopped_cluster_is_backed_up_too_and_only_its_owner_can_read_the_file()
    {
        var directory = await MakeAsync("stopped");

        var backup = await BackUpAsync(directory);

        Assert.True(backup.Snapshot.Entries > 10);
        Assert.Contains("pki/ca.key", backup.Files.Keys);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupFile));
        }

        Assert.Contains("exists already", (await Assert.ThrowsAsync<ClusterException>(() => BackUpAsync(directory))).Message, StringComparison.Ordinal);
        Assert.Contains("no cluster in", (await Assert.ThrowsAsync<ClusterException>(() => BackUpAsync(At("none")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_foreign_and_newer_files_are_refused_and_nothing_is_touched()
    {
        await BackUpAsync(await MakeAsync("source"));
        var bytes = File.ReadAllBytes(BackupFile);
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var changed = (byte[])bytes.Clone();
            changed[random.Next(BackupFormat.HeaderBytes, bytes.Length)] ^= (byte)(1 << random.Next(8));
            RequireRefusal(changed, null);
            RequireRefusal(bytes[..random.Next(bytes.Length)], null);
        }

        RequireRefusal([.. bytes, .. new byte[100]], "damaged");
        RequireRefusal("SQLite format 3\0 and so on"u8.ToArray(), "is not a backup of Tiphys");
        RequireRefusal([], "is not a backup of Tiphys");
        var newer = (byte[])bytes.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(newer.AsSpan(8), 2);
        RequireRefusal(newer, "use a newer Tiphys");
    }

    [Fact]
    public async Task Restore_into_a_running_cluster_is_refused()
    {
        var directory = At("running");
        await using var cluster = await StartAsync(directory);
        await BackUpAsync(directory);

        var error = Assert.Throws<ClusterException>(() => ClusterRestore.Run(directory, BackupFile, force: true, TimeProvider.System));

        Assert.Contains("stop it first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_that_is_there_is_moved_aside_only_when_forced()
    {
        await BackUpAsync(await MakeAsync("source"));
        var target = await MakeAsync("target");
        var old = ReadPki(target);
        Assert.Contains("--force", Assert.Throws<ClusterException>(() => ClusterRestore.Run(target, BackupFile, force: false, TimeProvider.System)).Message, StringComparison.Ordinal);

        var result = ClusterRestore.Run(target, BackupFile, force: true, TimeProvider.System);

        Assert.Equal(old, ReadPki(new ClusterDirectory(result.Aside!)));
        Assert.NotEqual(old, ReadPki(target));
        await using var restored = await StartAsync(target);
    }

    [Fact]
    public async Task Interrupted_restore_keeps_the_cluster_from_starting_until_it_is_run_again()
    {
        await BackUpAsync(await MakeAsync("source"));
        var target = await MakeAsync("target");
        File.WriteAllText(target.RestoreMark, "");
        Directory.Delete(target.Pki, recursive: true);
        Directory.CreateDirectory(Path.Combine(target.Root, "restoring", "store"));

        Assert.Contains("was interrupted", (await Assert.ThrowsAsync<ClusterException>(() => StartAsync(target))).Message, StringComparison.Ordinal);
        ClusterRestore.Run(target, BackupFile, force: false, TimeProvider.System);

        await using var restored = await StartAsync(target);
    }

    private void RequireRefusal(byte[] backup, string? message)
    {
        var file = Path.Combine(_root.FullName, "refused");
        File.WriteAllBytes(file, backup);
        var target = At("untouched");
        var error = Assert.Throws<ClusterException>(() => ClusterRestore.Run(target, file, force: false, TimeProvider.System));
        Assert.False(Directory.Exists(target.Root));
        Assert.Contains(message ?? "", error.Message, StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(IKubernetesClient client, CancellationToken ending)
    {
        var count = 0;
        while (!ending.IsCancellationRequested)
        {
            count++;
            await client.UpdateAsync(Map("first", $"{count}"), null, default);
            await client.UpdateAsync(Map("second", $"{count}"), null, default);
        }

        return count;
    }

    private static async Task<(int First, int Second)> ReadPairAsync(ClusterDirectory directory)
    {
        await using var cluster = await StartAsync(directory);
        using var client = Connect(directory);
        var maps = await client.Typed.ListAsync<ConfigMap>("default", new ListRequest(), default);
        int ValueOf(string name) => int.Parse(maps.Items.Single(map => map.Metadata.Name == name).Data["value"], System.Globalization.CultureInfo.InvariantCulture);
        return (ValueOf("first"), ValueOf("second"));
    }

    private ClusterDirectory At(string name) => ClusterDirectory.At(Path.Combine(_root.FullName, name));

    private async Task<ClusterDirectory> MakeAsync(string name)
    {
        var directory = At(name);
        await using (await StartAsync(directory))
        {
            return directory;
        }
    }

    private Task<BackupContents> BackUpAsync(ClusterDirectory directory, string? file = null) =>
        ClusterBackup.CreateAsync(directory, file ?? BackupFile, "test", TimeProvider.System, CancellationToken.None);

    private static Task<ClusterHost> StartAsync(ClusterDirectory directory)
    {
        var wishes = new ClusterWishes { Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        var options = new ClusterOptions
        {
            Directory = directory,
            Settings = ClusterPlanner.LoadOrPlan(directory, wishes),
            Components = ClusterComponents.None,
            Version = "test",
        };
        return ClusterHost.StartAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
    }

    private static Connection Connect(ClusterDirectory directory) => new(ApiTransport.Create(Kubeconfig.Load(directory.AdminKubeconfig).Resolve(), TimeProvider.System));

    private static ConfigMap Map(string name, string value) => ConfigMap.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "default", Name = name },
        Data = ApiMap.Of("value", value),
    };

    private static List<(string Name, string Content)> ReadPki(ClusterDirectory directory) =>
        [.. Directory.EnumerateFiles(directory.Pki).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)))];

    private sealed class Connection(HttpClient http) : IDisposable
    {
        public HttpKubernetesClient Typed { get; } = new(http);

        public void Dispose() => http.Dispose();
    }
}

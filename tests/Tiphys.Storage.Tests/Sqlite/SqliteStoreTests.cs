using Tiphys.Storage.Embedded;
using Tiphys.Storage.Sqlite;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string File => _directory[SqliteFormat.FileName];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Entries_and_revisions_are_there_after_reopening()
    {
        await using (var store = Open())
        {
            await store.CreateAsync("/registry/pods/a", "1");
            await store.CreateAsync("/registry/pods/ä€𝄞", "2");
            await store.UpdateAsync("/registry/pods/a", "3");
        }

        await using var again = Open();
        var entry = again.Get("/registry/pods/a")!;
        Assert.Equal(("3", 2, 4), (entry.Text(), (int)entry.CreateRevision, (int)entry.ModRevision));
        Assert.Equal("2", again.Get("/registry/pods/ä€𝄞")!.Text());
        Assert.Equal((4, 4), ((int)again.CurrentRevision, (int)again.CompactedRevision));
        Assert.Throws<RevisionCompactedException>(() => again.Watch("", 3));
    }

    [Fact]
    public async Task Revision_of_a_last_deletion_is_not_given_again_after_reopening()
    {
        long deleted;
        await using (var store = Open())
        {
            await store.CreateAsync("/a");
            deleted = (await store.DeleteAsync("/a")).Revision;
        }

        await using var again = Open();
        Assert.Equal(deleted, again.CurrentRevision);
        Assert.Equal(deleted + 1, (await again.CreateAsync("/a")).Revision);
    }

    [Fact]
    public async Task Second_opener_is_refused_with_the_owner_named()
    {
        await using var store = Open();

        var e = Assert.Throws<StoreLockedException>(Open);

        Assert.Contains(_directory.Path, e.Message);
        if (!OperatingSystem.IsWindows())
            Assert.Contains($"process {Environment.ProcessId}", e.Message);
    }

    [Fact]
    public async Task Failed_open_leaves_the_directory_free()
    {
        System.IO.File.WriteAllText(File, "not a database, but longer than the header of one, so that it is not taken for an empty file");
        Assert.Throws<CorruptStoreException>(Open);
        System.IO.File.Delete(File);

        await using var store = Open();
        Assert.True((await store.CreateAsync("/a")).Succeeded);
    }

    [Fact]
    public void Database_of_another_program_is_refused_and_left_alone()
    {
        using (var other = new SqliteConnection(File))
            other.Execute("CREATE TABLE theirs (a)");
        var before = System.IO.File.ReadAllBytes(File);

        var e = Assert.Throws<ForeignStoreException>(Open);

        Assert.Contains("does not belong to Tiphys", e.Message);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Database_with_another_application_id_is_refused()
    {
        using (var other = new SqliteConnection(File))
            other.Execute("PRAGMA application_id = 1234");

        Assert.Throws<ForeignStoreException>(Open);
    }

    [Fact]
    public async Task Database_of_a_newer_version_is_refused()
    {
        await Open().DisposeAsync();
        using (var other = new SqliteConnection(File))
            other.Execute("PRAGMA user_version = 2");

        var e = Assert.Throws<NewerStoreException>(Open);

        Assert.Contains("use a newer Tiphys", e.Message);
    }

    [Fact]
    public async Task Flipped_bit_in_a_value_is_found()
    {
        await using (var store = Open())
            await store.CreateAsync("/registry/pods/a", "some value that is easy to find");
        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[bytes.AsSpan().IndexOf("some value"u8)] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);

        var e = Assert.Throws<CorruptStoreException>(Open);

        Assert.Contains("/registry/pods/a", e.Message);
        Assert.Contains("restore a backup", e.Message);
    }

    [Fact]
    public async Task Torn_database_is_found()
    {
        await using (var store = Open())
        {
            for (var i = 0; i < 100; i++)
                await store.CreateAsync($"/{i}", new string('x', 2000));
        }

        using (var file = System.IO.File.OpenWrite(File))
            file.SetLength(file.Length / 2);

        Assert.Throws<CorruptStoreException>(Open);
    }

    [Fact]
    public async Task Missing_table_is_found()
    {
        await Open().DisposeAsync();
        using (var other = new SqliteConnection(File))
            other.Execute("DROP TABLE entries");

        Assert.Throws<CorruptStoreException>(Open);
    }

    [Fact]
    public void Directory_that_is_a_file_is_inaccessible()
    {
        System.IO.File.WriteAllText(_directory["file"], "");

        var e = Assert.Throws<StoreInaccessibleException>(() => EmbeddedStore.Open(_directory["file"]));

        Assert.Contains(_directory["file"], e.Message);
    }

    [Fact]
    public async Task Full_disk_makes_the_store_read_only_until_there_is_space()
    {
        var time = new ManualTime();
        var log = SqliteLog.Open(_directory.Path);
        await using (var store = EmbeddedStore.Open(log, new StoreOptions { TimeProvider = time }))
        {
            await store.CreateAsync("/kept", "1");
            log.LimitPages(1); // as small as the file is
            var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CreateAsync("/big", new string('x', 100_000)));
            Assert.Contains("full", e.Message);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.UpdateAsync("/kept", "2"));
            Assert.Equal("1", store.Get("/kept")!.Text());

            await store.CompactAsync(1); // now the writer waits
            log.LimitPages(0);
            time.Advance(TimeSpan.FromSeconds(1));
            await store.CompactAsync(1);
            Assert.True(store.Status.IsWritable, store.Status.Reason);
            Assert.Equal(3, (await store.UpdateAsync("/kept", "2")).Revision);
        }

        await using var again = Open();
        Assert.Equal("2", again.Get("/kept")!.Text());
        Assert.Null(again.Get("/big"));
    }

    [Fact]
    public void Persisted_numbers_stay_as_they_are()
    {
        Assert.Equal("store.db", SqliteFormat.FileName);
        Assert.Equal(0x54697068, SqliteFormat.ApplicationId);
        Assert.Equal(1, SqliteFormat.Version);
        Assert.Equal(0x91C86614U, RowChecksum.Of(2, 3, "/registry/pods/a"u8, "value"u8));
    }

    private EmbeddedStore Open() => EmbeddedStore.Open(_directory.Path);
}

using Tiphys.Storage.Embedded;
using Tiphys.Storage.Maintenance;
using Tiphys.Storage.Sqlite;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Maintenance;

public sealed class StoreMaintenanceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Database => _directory[SqliteFormat.FileName];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Sound_store_is_counted()
    {
        var revision = await FillAsync(100);

        var report = StoreMaintenance.Check(_directory.Path);

        Assert.True(report.IsSound, string.Join('\n', report.Problems));
        Assert.Equal((100, revision), (report.Entries, report.Revision));
        Assert.Equal(new FileInfo(Database).Length, report.FileBytes);
    }

    [Fact]
    public async Task Every_damaged_entry_is_told()
    {
        await FillAsync(10);
        var bytes = File.ReadAllBytes(Database);
        Damage(bytes, "value of 3 "u8);
        Damage(bytes, "value of 7 "u8);
        File.WriteAllBytes(Database, bytes);

        var report = StoreMaintenance.Check(_directory.Path);

        Assert.Equal(["the checksum of key /3 does not match", "the checksum of key /7 does not match"], report.Problems);
        Assert.Equal(8, report.Entries);
    }

    [Fact]
    public async Task Torn_database_is_damaged()
    {
        await FillAsync(100);
        using (var file = File.OpenWrite(Database))
            file.SetLength(file.Length / 2);

        Assert.False(StoreMaintenance.Check(_directory.Path).IsSound);
        Assert.Throws<CorruptStoreException>(() => StoreMaintenance.Compact(_directory.Path));
    }

    [Fact]
    public void What_is_no_database_is_damaged()
    {
        File.WriteAllText(Database, new string('x', 5000));

        Assert.False(StoreMaintenance.Check(_directory.Path).IsSound);
    }

    [Fact]
    public async Task Compaction_gives_free_space_back_and_keeps_all()
    {
        await FillAsync(200);
        await using (var store = EmbeddedStore.Open(_directory.Path))
        {
            for (var i = 0; i < 190; i++)
                await store.DeleteAsync($"/{i}");
        }

        Assert.True(StoreMaintenance.Check(_directory.Path).FreeBytes > 300_000);
        var (before, after) = StoreMaintenance.Compact(_directory.Path);

        Assert.True(after < before / 4, $"{before} {after}");
        Assert.Equal(new FileInfo(Database).Length, after);
        await using var again = EmbeddedStore.Open(_directory.Path);
        Assert.Equal((10, 391), (again.Range("").Entries.Count, (int)again.CurrentRevision));
    }

    [Fact]
    public async Task Store_in_use_or_missing_is_refused()
    {
        Assert.Throws<MissingStoreException>(() => StoreMaintenance.Check(_directory.Path));
        await using var store = EmbeddedStore.Open(_directory.Path);

        Assert.Throws<StoreLockedException>(() => StoreMaintenance.Check(_directory.Path));
        Assert.Throws<StoreLockedException>(() => StoreMaintenance.Compact(_directory.Path));
    }

    // Everywhere: pages may hold old copies of a row in their free space.
    private static void Damage(Span<byte> database, ReadOnlySpan<byte> mark)
    {
        while (database.IndexOf(mark) is var position and >= 0)
            database[position] ^= 1;
    }

    private async Task<long> FillAsync(int count)
    {
        await using var store = EmbeddedStore.Open(_directory.Path);
        for (var i = 0; i < count; i++)
            await store.CreateAsync($"/{i}", $"value of {i} " + new string('x', 2000));
        return store.CurrentRevision;
    }
}

using System.Globalization;
using Tiphys.Storage.Embedded;
using Tiphys.Storage.Sqlite;
using Tiphys.Storage.Tests.Disk;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Simulation;

/// <summary>Stores on simulated disks. TIPHYS_SIMULATION_SEED repeats one; <c>./test crash</c> runs many.</summary>
public sealed class DiskSimulationTests(ITestOutputHelper output)
{
    private const int Simulations = 50;

    [Fact]
    public async Task Store_on_a_failing_disk_keeps_what_it_acknowledged()
    {
        var given = Environment.GetEnvironmentVariable("TIPHYS_SIMULATION_SEED");
        var first = given is null ? Environment.TickCount & 0xffffff : int.Parse(given, CultureInfo.InvariantCulture);
        var totals = await SimulationRun.RunAsync(first, given is null ? Simulations : 1, output.WriteLine);
        output.WriteLine(totals.ToString());
        Assert.True(given is not null || (totals.Acknowledged > Simulations && totals.Faults > Simulations / 4 && totals.Deaths > Simulations), totals.ToString());
    }

    // A failed fsync leaves data that can be read back but is not on the disk. A process that starts then must not build upon it.
    [Fact]
    public async Task Writes_after_a_failed_sync_and_a_restart_survive_the_power()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var disk = new SimulatedDisk(seed);
            var directory = SimulatedVfs.Mount(disk);
            await using (var store = Open(directory))
            {
                await store.CreateAsync("/before", "1");
                disk.Break(DiskFault.SyncError, after: 0, times: 1);
                await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CreateAsync("/unknown", new string('x', 20_000)));
                disk.Kill();
            }

            disk.Restart();
            await using (var store = Open(directory))
            {
                await store.CreateAsync("/after", "2");
                disk.LosePower();
            }

            disk.Restart();
            await using (var store = Open(directory))
                Assert.Equal(["/after", "/before"], store.Range("").Keys().Except(["/unknown"]));
            SimulatedVfs.Unmount(directory);
        }
    }

    // A probe that writes nothing finds every disk good.
    [Theory]
    [InlineData("SyncError")]
    [InlineData("WriteError")]
    public async Task Store_stays_read_only_as_long_as_its_disk_fails(string fault)
    {
        var (disk, time) = (new SimulatedDisk(1), new ManualTime());
        var directory = SimulatedVfs.Mount(disk);
        await using (var store = Open(directory, time))
        {
            disk.Break(Enum.Parse<DiskFault>(fault), after: 0, times: int.MaxValue);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CreateAsync("/a"));
            for (var probes = 0; probes < 3; probes++)
            {
                await ProbeAsync(store, time);
                Assert.False(store.Status.IsWritable);
            }

            disk.Mend();
            await ProbeAsync(store, time);
            Assert.True(store.Status.IsWritable, store.Status.Reason);
        }

        SimulatedVfs.Unmount(directory);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Written_data_survives_the_power_only_when_it_was_synced(bool synced)
    {
        var lost = 0;
        for (var seed = 0; seed < 50; seed++)
        {
            var disk = new SimulatedDisk(seed);
            var file = disk.Open("/a");
            file.Write(0, new byte[10_000]);
            disk.Sync(file, DiskFault.None, withDirectory: true);
            file.Write(5000, "new"u8);
            if (synced)
                disk.Sync(file, DiskFault.None, withDirectory: false);
            disk.LosePower();
            lost += file.Visible.IndexOf("new"u8) < 0 ? 1 : 0;
        }

        Assert.Equal(synced, lost == 0);
    }

    [Fact]
    public void What_a_failed_sync_forgot_can_be_read_until_the_power_fails()
    {
        var forgotten = 0;
        for (var seed = 0; seed < 50; seed++)
        {
            var disk = new SimulatedDisk(seed);
            var file = disk.Open("/a");
            file.Write(0, "some"u8);
            disk.Sync(file, DiskFault.SyncError, withDirectory: true);
            disk.Sync(file, DiskFault.SyncError, withDirectory: true);
            Assert.Equal("some"u8, file.Visible);
            file.LosePower(new Random(seed), 512);
            forgotten += file.Visible.SequenceEqual("some"u8) ? 0 : 1;
        }

        Assert.InRange(forgotten, 5, 45);
    }

    private static EmbeddedStore Open(string directory, TimeProvider? time = null) => EmbeddedStore.Open(
        SqliteLog.OpenUnlocked($"{directory}/{SqliteFormat.FileName}", SimulatedVfs.Name), new StoreOptions { TimeProvider = time ?? TimeProvider.System });

    private static async Task ProbeAsync(EmbeddedStore store, ManualTime time)
    {
        await store.CompactAsync(1); // the writer has armed its timer by then
        time.Advance(TimeSpan.FromSeconds(1));
        await store.CompactAsync(1);
    }
}

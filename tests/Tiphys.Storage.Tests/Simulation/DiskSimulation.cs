using System.Globalization;
using System.Text;
using Tiphys.Storage.Embedded;
using Tiphys.Storage.Sqlite;
using Tiphys.Storage.Tests.Disk;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Simulation;

/// <summary>
/// Many lives of a store on one <see cref="SimulatedDisk"/>: writes, faults, and an end by power failure, kill or closing at any
/// operation of the disk. All of it follows from the seed.
/// </summary>
internal sealed class DiskSimulation : IDisposable
{
    private const int Keys = 12;

    private readonly Random _random;
    private readonly SimulatedDisk _disk;
    private readonly string _directory;
    private readonly Expectation _expected = new();
    private int _writes;

    public DiskSimulation(int seed)
    {
        _random = new Random(seed);
        _disk = new SimulatedDisk(_random.Next());
        _directory = SimulatedVfs.Mount(_disk);
    }

    public int Acknowledged => _expected.Acknowledged;

    /// <summary>Faults that hit an operation of the disk.</summary>
    public int Faults { get; private set; }

    /// <summary>Lives that ended before their time.</summary>
    public int Deaths { get; private set; }

    public void Dispose() => SimulatedVfs.Unmount(_directory);

    public async Task RunAsync(int lives)
    {
        for (var life = 0; life < lives; life++)
            await LiveAsync();
        _disk.Restart();
        await using var last = Open(new ManualTime()).Store;
        _expected.CheckReopened(last);
    }

    private async Task LiveAsync()
    {
        _disk.Restart();
        OpenOnFailingDisk();
        var time = new ManualTime();
        var (store, log) = Open(time);
        await using (store)
        {
            _expected.CheckReopened(store);
            using var feed = new WatchFeed(store);
            if (_random.Next(4) > 0)
                _disk.DieAfter(_random.Next(1, 200));
            for (var batches = _random.Next(1, 30); batches > 0 && !_disk.IsDead; batches--)
            {
                await WriteBatchAsync(store, log, feed);
                if (!store.Status.IsWritable && !_disk.IsDead)
                    await RecoverAsync(store, time);
            }

            feed.Check();
            End();
        }
    }

    // A disk that cannot be read keeps a store from opening, and that is all it does.
    private void OpenOnFailingDisk()
    {
        if (_random.Next(4) > 0)
            return;
        _disk.Break(_random.Next(2) == 0 ? DiskFault.ReadError : DiskFault.Any, after: _random.Next(20), times: _random.Next(1, 4));
        try
        {
            var (store, _) = Open(new ManualTime());
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (StoreOpenException e)
        {
            Assert.IsType<StoreInaccessibleException>(e);
        }

        Mend();
    }

    private async Task WriteBatchAsync(EmbeddedStore store, GatedLog log, WatchFeed feed)
    {
        if (_random.Next(6) == 0)
            _disk.Break((DiskFault)_random.Next((int)DiskFault.ReadError, (int)DiskFault.Any + 1), after: _random.Next(12), times: _random.Next(1, 6));
        log.Hold();
        var first = Start(store, _expected.ValueOf);
        await log.HeldAsync();
        var staged = new Dictionary<string, string?>();
        List<(Written Write, Task<WriteResult> Result)> others = [];
        for (var count = _random.Next(0, 8); count > 0; count--)
        {
            // The writes behind the held one are decided after it.
            var write = Start(store, key => staged.TryGetValue(key, out var value) ? value : key == first.Write.Key ? first.Write.Value : _expected.ValueOf(key));
            staged[write.Write.Key] = write.Write.Value;
            others.Add(write);
        }

        log.Release();
        if (await FinishAsync([first], feed) && others.Count > 0)
            await FinishAsync(others, feed);
        else
            await Task.WhenAll(others.Select(other => CheckUndoneAsync(other.Result)));
        _expected.CheckState(store);
    }

    // The whole group has one fate.
    private async Task<bool> FinishAsync(List<(Written Write, Task<WriteResult> Result)> group, WatchFeed feed)
    {
        try
        {
            var results = await Task.WhenAll(group.Select(each => each.Result));
            Assert.All(results, result => Assert.True(result.Succeeded));
            List<Written> done = [.. group.Zip(results, (each, result) => each.Write with { Revision = result.Revision })];
            _expected.Acknowledge(done);
            feed.Expect(done);
            return true;
        }
        catch (StoreUnavailableException)
        {
            Assert.All(group, each => Assert.IsType<StoreUnavailableException>(each.Result.Exception?.InnerException));
            _expected.Doubt([.. group.Select(each => each.Write)]);
            return false;
        }
    }

    // Refused; or answered that there was nothing to do, as what it builds upon has failed.
    private static async Task CheckUndoneAsync(Task<WriteResult> write)
    {
        try
        {
            Assert.False((await write).Succeeded);
        }
        catch (StoreUnavailableException)
        {
            // As it must be.
        }
    }

    private (Written Write, Task<WriteResult> Result) Start(EmbeddedStore store, Func<string, string?> known)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"/registry/pods/{_random.Next(Keys)}");
        var value = _random.Next(4) == 0 ? null : $"{++_writes} {new string((char)('a' + _writes % 26), _random.Next(0, 9000))}";
        var exists = known(key) is not null;
        if (!exists)
            value ??= $"{++_writes}";
        var bytes = value is null ? null : Encoding.UTF8.GetBytes(value);
        var task = (exists, value) switch
        {
            (false, _) => store.CreateAsync(key, bytes, null, CancellationToken.None),
            (true, null) => store.DeleteAsync(key, 0, CancellationToken.None),
            _ => store.UpdateAsync(key, bytes, 0, null, CancellationToken.None),
        };
        return (new Written(key, value, 0), task.AsTask());
    }

    // Once the fault is gone the store must find out by itself, at its next probe. While it lasts it must go on to say so.
    private async Task RecoverAsync(EmbeddedStore store, ManualTime time)
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CreateAsync("/refused"));
        Mend();
        await store.CompactAsync(1); // now the writer waits, and its timer is set
        time.Advance(TimeSpan.FromSeconds(1));
        await store.CompactAsync(1);
        Assert.True(store.Status.IsWritable || _disk.IsDead, $"the disk is good again, but: {store.Status.Reason}");
    }

    private void Mend()
    {
        Faults += _disk.FaultsMet;
        _disk.Mend();
    }

    private void End()
    {
        Mend();
        Deaths += _disk.IsDead ? 1 : 0;
        switch (_random.Next(4))
        {
            case 0 when !_disk.IsDead:
                break; // closed in order
            case 1:
                _disk.Kill();
                break;
            default:
                _disk.LosePower();
                break;
        }
    }

    private (EmbeddedStore Store, GatedLog Log) Open(ManualTime time)
    {
        var log = new GatedLog(SqliteLog.OpenUnlocked($"{_directory}/{SqliteFormat.FileName}", SimulatedVfs.Name));
        return (EmbeddedStore.Open(log, new StoreOptions { TimeProvider = time }), log);
    }
}

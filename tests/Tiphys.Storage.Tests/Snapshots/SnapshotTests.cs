using Tiphys.Storage.Embedded;
using Tiphys.Storage.Snapshots;
using Tiphys.Storage.Tests.Crash;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Restored_store_has_the_entries_with_their_revisions_and_goes_on_far_ahead()
    {
        await using var store = EmbeddedStore.InMemory();
        await store.CreateAsync("/registry/pods/ä€𝄞", "1");
        await store.CreateAsync("/registry/pods/b", "");
        await store.UpdateAsync("/registry/pods/b", "2");
        await store.CreateAsync("/registry/pods/c", "gone");
        await store.DeleteAsync("/registry/pods/c");
        var snapshot = await TakeAsync(store);

        var summary = SnapshotRestore.Run(_directory.Path, new MemoryStream(snapshot));

        Assert.Equal(new SnapshotSummary(store.CurrentRevision, 2), summary);
        await using var restored = EmbeddedStore.Open(_directory.Path);
        Assert.Equal(Describe(store), Describe(restored));
        Assert.Equal(store.CurrentRevision + SnapshotRestore.RevisionStep, restored.CurrentRevision);
        Assert.Throws<RevisionCompactedException>(() => restored.Watch("", store.CurrentRevision));
        Assert.Equal(restored.CurrentRevision + 1, (await restored.CreateAsync("/new")).Revision);
    }

    [Fact]
    public async Task Snapshot_under_load_shows_one_moment()
    {
        await using var store = EmbeddedStore.Open(_directory["busy"]);
        using var ending = new CancellationTokenSource();
        var writers = Enumerable.Range(0, CrashScript.Writers).Select(writer => Task.Run(() => WriteAsync(store, writer, ending.Token))).ToList();
        for (var round = 0; round < 5; round++)
        {
            var summary = SnapshotRestore.Run(_directory[$"{round}"], new MemoryStream(await TakeAsync(store)));
            await using var restored = EmbeddedStore.Open(_directory[$"{round}"]);
            Assert.All(Enumerable.Range(0, CrashScript.Writers), writer => CheckMoment(restored, writer));
            await store.WaitForRevisionAsync(summary.Revision + 20, Deadline.Token());
        }

        await ending.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task Snapshot_that_is_cut_off_anywhere_is_refused()
    {
        await using var store = EmbeddedStore.InMemory();
        for (var i = 0; i < 3; i++)
            await store.CreateAsync($"/{i}", new string('x', 20));
        var snapshot = await TakeAsync(store);

        for (var length = 0; length < snapshot.Length; length++)
            Assert.Throws<SnapshotException>(() => ReadAll(new MemoryStream(snapshot, 0, length)));
        Assert.Equal(3, ReadAll(new MemoryStream(snapshot)));
    }

    [Fact]
    public async Task Changed_byte_is_refused_or_read_but_never_breaks_the_reader()
    {
        await using var store = EmbeddedStore.InMemory();
        for (var i = 0; i < 3; i++)
            await store.CreateAsync($"/{i}", new string('x', 20));
        var snapshot = await TakeAsync(store);

        for (var position = 0; position < snapshot.Length; position++)
        {
            foreach (var mask in (byte[])[0x01, 0x80, 0xff])
            {
                var changed = (byte[])snapshot.Clone();
                changed[position] ^= mask;
                try
                {
                    ReadAll(new MemoryStream(changed));
                }
                catch (SnapshotException)
                {
                    // The checksum around it finds what this does not.
                }
            }
        }
    }

    [Fact]
    public void Persisted_numbers_stay_as_they_are()
    {
        Assert.Equal(1, StoreSnapshot.Version);
        Assert.Equal("TIPHSNAP"u8, StoreSnapshot.Magic);
    }

    private static async Task WriteAsync(EmbeddedStore store, int writer, CancellationToken ending)
    {
        for (var step = 0; !ending.IsCancellationRequested; step++)
            await CrashScript.TakeAsync(store, writer, step);
    }

    // What a writer's keys hold must be what they held after one of its steps; the newest value tells which.
    private static void CheckMoment(EmbeddedStore store, int writer)
    {
        var actual = new SortedDictionary<string, string>(
            store.Range(CrashScript.Prefix(writer)).Entries.ToDictionary(entry => entry.Key, entry => entry.Text()), StringComparer.Ordinal);
        if (actual.Count == 0)
            return;
        var step = actual.Values.Max(value => int.Parse(value[..value.IndexOf(':')], System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(actual.SequenceEqual(CrashScript.StateBefore(writer, step + 1)) || actual.SequenceEqual(CrashScript.StateBefore(writer, step + 2)));
    }

    private static async Task<byte[]> TakeAsync(IStore store)
    {
        using var target = new MemoryStream();
        await StoreSnapshot.WriteAsync(store, target, Deadline.Token());
        return target.ToArray();
    }

    private static int ReadAll(Stream source)
    {
        var reader = SnapshotReader.Open(source);
        var count = 0;
        while (reader.Read() is not null)
            count++;
        return count;
    }

    private static IEnumerable<string> Describe(IStore store) =>
        store.Range("").Entries.Select(entry => $"{entry.Key}={entry.Text()} {entry.CreateRevision} {entry.ModRevision}");
}

using Tiphys.Storage.Embedded;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Embedded;

public sealed class HistoryTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task History_is_kept_for_its_age_and_then_dropped()
    {
        await using var store = EmbeddedStore.InMemory(new StoreOptions { TimeProvider = _time });
        await store.CreateAsync("/a", "1");
        await AdvanceAsync(store, TimeSpan.FromMinutes(2));
        await store.UpdateAsync("/a", "2");
        await AdvanceAsync(store, TimeSpan.FromMinutes(2.9));
        Assert.Equal(1, store.CompactedRevision);

        await AdvanceAsync(store, TimeSpan.FromMinutes(0.2));
        Assert.Equal(2, store.CompactedRevision);

        await AdvanceAsync(store, TimeSpan.FromMinutes(5));
        Assert.Equal(3, store.CompactedRevision);
        Assert.Equal("2", store.Get("/a")!.Text());
    }

    [Fact]
    public async Task Last_of_many_quick_writes_gets_old_too()
    {
        await using var store = EmbeddedStore.InMemory(new StoreOptions { TimeProvider = _time });
        for (var i = 0; i < 100; i++)
            await store.CreateAsync($"/{i}");

        for (var i = 0; i < 70; i++)
            await AdvanceAsync(store, TimeSpan.FromSeconds(5));

        Assert.Equal(store.CurrentRevision, store.CompactedRevision);
    }

    [Fact]
    public async Task History_is_bounded_in_bytes()
    {
        await using var store = EmbeddedStore.InMemory(new StoreOptions { TimeProvider = _time, HistoryBytes = 100_000 });
        await store.CreateAsync("/a");

        for (var i = 0; i < 300; i++)
            await store.UpdateAsync("/a", new string('x', 1000));

        var kept = store.CurrentRevision - store.CompactedRevision;
        Assert.InRange(kept, 60, 100);
        Assert.NotNull(store.Get("/a", store.CompactedRevision));
    }

    [Fact]
    public async Task History_of_zero_bytes_still_delivers_to_watches_that_keep_up_and_answers_latest_reads()
    {
        await using var store = EmbeddedStore.InMemory(new StoreOptions { TimeProvider = _time, HistoryBytes = 0 });

        for (var i = 0; i < 20; i++)
        {
            await store.CreateAsync($"/registry/pods/{i}");
            Assert.Equal(i + 1, store.Range("/registry/pods/").Entries.Count);
        }

        await store.CompactAsync(store.CurrentRevision);
        Assert.Equal(store.CurrentRevision, store.CompactedRevision);
    }

    [Fact]
    public async Task Caches_of_old_events_and_of_replaced_entries_are_given_up()
    {
        await using var store = EmbeddedStore.InMemory(new StoreOptions { TimeProvider = _time });
        using var watch = store.Watch("/", store.CurrentRevision);
        var created = (await store.CreateAsync("/a")).Entry!;
        await store.UpdateAsync("/a", "2");
        var events = await watch.TakeAsync(2);
        events.ForEach(e => e.Encoded = "encoded");
        created.Decoded = "decoded";
        events[1].Entry.Decoded = "decoded";
        for (var i = 0; i < 1024; i++)
            await store.CreateAsync($"/{i}");

        Assert.Null(events[1].Encoded);
        Assert.Null(created.Decoded);
        events[1].Encoded = "again";
        Assert.Null(events[1].Encoded);
        created.Decoded = "again";
        Assert.Null(created.Decoded);

        // What still stands can be decoded again.
        var current = store.Get("/a")!;
        Assert.Null(current.Decoded);
        current.Decoded = "again";
        Assert.Equal("again", current.Decoded);
    }

    // Timers fire on the thread that advances; the compaction that follows has then been carried out by the writer.
    private async Task AdvanceAsync(EmbeddedStore store, TimeSpan by)
    {
        await store.CompactAsync(1);
        _time.Advance(by);
        await store.CompactAsync(1);
        await store.CompactAsync(1);
    }
}

using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Contract;

/// <content>Watches.</content>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Watch_from_the_past_delivers_each_event_once_and_in_order()
    {
        var start = await RevisionOfCreateAsync(Pod(0));
        await Store.UpdateAsync(Pod(0), "b");
        await Store.CreateAsync("/registry/leases/default/other");
        await Store.DeleteAsync(Pod(0));
        using var watch = Store.Watch(Pods, start);
        await Store.CreateAsync(Pod(0), "c");

        var events = await watch.TakeAsync(3);

        Assert.Equal(
            [
                $"Modified {Pod(0)}=b was v @{start + 1}",
                $"Deleted {Pod(0)}=b was b @{start + 3}",
                $"Created {Pod(0)}=c was - @{start + 4}",
            ],
            events.Select(e => e.Describe()));
        Assert.False(watch.TryRead(out _));
    }

    [Fact]
    public async Task A_nudge_ends_a_wait_and_moves_the_revision_on()
    {
        using var watch = Store.Watch(Pods, Store.CurrentRevision);
        var waiting = watch.WaitToReadAsync(CancellationToken.None);
        var other = await RevisionOfCreateAsync("/registry/leases/default/other");

        watch.Nudge();

        Assert.True(await waiting);
        Assert.False(watch.TryRead(out _));
        Assert.Equal(other, watch.Revision);
    }

    [Fact]
    public async Task A_nudge_before_a_wait_ends_that_wait()
    {
        using var watch = Store.Watch(Pods, Store.CurrentRevision);
        watch.Nudge();
        Assert.True(await watch.WaitToReadAsync(CancellationToken.None));
        var next = watch.WaitToReadAsync(CancellationToken.None);
        Assert.False(next.IsCompleted);
        await Store.CreateAsync(Pod(0));
        Assert.True(await next);
    }

    [Fact]
    public async Task Watches_of_a_prefix_a_namespace_and_a_key_get_what_concerns_them()
    {
        var start = Store.CurrentRevision;
        using var everything = Store.Watch("", start);
        using var registry = Store.Watch("/registry/", start);
        using var pods = Store.Watch(Pods, start);
        using var space = Store.Watch(Pods + "a/", start);
        using var odd = Store.Watch(Pods + "a/on", start);
        using var key = Store.WatchKey(Pods + "a/one", start);
        (IStoreWatch Watch, int Expected)[] watches =
            [(everything, 6), (registry, 5), (pods, 4), (space, 3), (odd, 2), (key, 1)];
        var waiting = watches.Select(watch => watch.Watch.TakeAsync(watch.Expected)).ToArray();

        foreach (var created in (string[])["/other", "/registry/podtemplates/a/one", Pods + "b/one", Pods + "a/two", Pods + "a/one-b"])
            await Store.CreateAsync(created);
        var last = await Store.CreateAsync(Pods + "a/one");

        foreach (var events in await Task.WhenAll(waiting))
            Assert.Equal(last.Revision, events[^1].Revision);
        Assert.All(watches, watch => Assert.False(watch.Watch.TryRead(out _)));
    }

    [Fact]
    public async Task Watches_get_every_event_once_and_in_order_from_concurrent_writers()
    {
        var start = Store.CurrentRevision;
        using var cancellation = new CancellationTokenSource();
        var watching = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            using var watch = Store.Watch(Pods, start);
            return await watch.TakeAsync(1200);
        })).ToArray();

        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await Store.CreateAsync(Pod((writer * 100) + i));
                await Store.UpdateAsync(Pod((writer * 100) + i), "b");
                await Store.DeleteAsync(Pod((writer * 100) + i));
            }
        }));
        await Task.WhenAll(writers);

        foreach (var events in await Task.WhenAll(watching))
            Assert.Equal(Enumerable.Range(1, 1200).Select(i => start + i), events.Select(e => e.Revision));
    }

    [Fact]
    public async Task Watch_from_the_middle_of_a_long_history_starts_there()
    {
        await CreatePodsAsync(1500);
        var current = Store.CurrentRevision;

        foreach (var from in (long[])[current - 1400, current - 700, current - 1, current])
        {
            using var watch = Store.Watch(Pods, from);
            var revisions = watch.Drain().Select(e => e.Revision);
            Assert.Equal(Enumerable.Range(1, (int)(current - from)).Select(i => from + i), revisions);
        }
    }

    [Fact]
    public async Task Watch_from_a_compacted_revision_throws()
    {
        var first = await RevisionOfCreateAsync(Pod(1));
        var second = await RevisionOfCreateAsync(Pod(2));
        await Store.CompactAsync(second);

        Assert.Throws<RevisionCompactedException>(() => Store.Watch(Pods, first));
        using var watch = Store.Watch(Pods, second);
        Assert.False(watch.TryRead(out _));
    }

    [Fact]
    public async Task Watch_from_a_future_revision_leaves_out_what_comes_before()
    {
        var current = await RevisionOfCreateAsync(Pod(1));
        using var watch = Store.Watch(Pods, current + 2);

        await CreatePodsAsync(6);

        Assert.Equal(current + 3, (await watch.NextAsync()).Revision);
    }

    [Fact]
    public async Task Watch_that_falls_behind_the_history_ends()
    {
        var start = await RevisionOfCreateAsync(Pod(0));
        using var watch = Store.Watch(Pods, start);
        for (var i = 0; i < 600; i++)
            await Store.UpdateAsync(Pod(0), $"{i}");
        Assert.Equal(start + 1, (await watch.NextAsync()).Revision);

        await Store.CompactAsync(start + 500);

        Assert.Throws<RevisionCompactedException>(() => watch.TryRead(out _));
        await Assert.ThrowsAsync<RevisionCompactedException>(async () => await watch.WaitToReadAsync(Deadline.Token()));
    }

    [Fact]
    public async Task Waiting_watch_that_nothing_concerned_outlives_compaction()
    {
        using var watch = Store.WatchKey(Pod(0), await RevisionOfCreateAsync(Pod(0)));
        var next = watch.NextAsync();
        await Store.CreateAsync(Pod(1));
        for (var i = 0; i < 600; i++)
            await Store.UpdateAsync(Pod(1), $"{i}");
        await Store.CompactAsync(Store.CurrentRevision);

        var updated = await Store.UpdateAsync(Pod(0), "b");

        Assert.Equal(updated.Revision, (await next).Revision);
        Assert.Equal(updated.Revision, watch.Revision);
    }

    [Fact]
    public async Task Watch_whose_wait_was_cancelled_goes_on_after_compaction()
    {
        using var watch = Store.WatchKey(Pod(0), await RevisionOfCreateAsync(Pod(0)));
        using var cancellation = new CancellationTokenSource();
        var waiting = watch.WaitToReadAsync(cancellation.Token).AsTask();
        await CreatePodsAsync(600);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Store.CompactAsync(Store.CurrentRevision);

        var updated = await Store.UpdateAsync(Pod(0), "b");

        Assert.Equal(updated.Revision, (await watch.NextAsync()).Revision);
    }

    [Fact]
    public async Task Progress_of_a_waiting_watch_follows_the_store()
    {
        using var watch = Store.Watch(Pods, Store.CurrentRevision);
        var next = watch.NextAsync();

        var other = await RevisionOfCreateAsync("/registry/leases/default/other");

        Assert.Equal(other, watch.Revision);
        var created = await RevisionOfCreateAsync(Pod(1));
        Assert.Equal(created, (await next).Revision);
        Assert.Equal(created, watch.Revision);
    }

    [Fact]
    public async Task Progress_does_not_pass_an_unread_event()
    {
        var start = Store.CurrentRevision;
        using var watch = Store.Watch(Pods, start);
        var waiting = watch.WaitToReadAsync(Deadline.Token());
        await RevisionOfCreateAsync(Pod(1));
        await RevisionOfCreateAsync(Pod(2));
        Assert.True(await waiting);

        Assert.Equal(start, watch.Revision);
        Assert.True(watch.TryRead(out _));
        Assert.Equal(start + 1, watch.Revision);
    }

    [Fact]
    public async Task Event_carries_one_encoding_for_all_watches()
    {
        using var first = Store.Watch(Pods, Store.CurrentRevision);
        using var second = Store.Watch(Pods + "default/", Store.CurrentRevision);
        await Store.CreateAsync(Pod(1));

        var one = await first.NextAsync();
        one.Encoded = "encoded";
        var other = await second.NextAsync();
        other.Encoded = "again";

        Assert.Same(one, other);
        Assert.Equal("encoded", other.Encoded);
    }

    [Fact]
    public async Task Closing_the_watch_or_the_store_ends_the_wait()
    {
        using var first = Store.Watch(Pods, Store.CurrentRevision);
        using var second = Store.WatchKey(Pod(1), Store.CurrentRevision);
        var firstWait = first.WaitToReadAsync(Deadline.Token());
        var secondWait = second.WaitToReadAsync(Deadline.Token());

        first.Dispose();
        Assert.False(await firstWait);
        Assert.False(await first.WaitToReadAsync(Deadline.Token()));
        await Store.DisposeAsync();
        Assert.False(await secondWait);
        Assert.Throws<ObjectDisposedException>(() => Store.Watch(Pods, Store.CurrentRevision));
    }

    [Fact]
    public async Task Whoever_gets_an_event_reads_a_state_that_holds_it()
    {
        using var watch = Store.Watch(Pods, Store.CurrentRevision);
        var writing = CreatePodsAsync(500);

        for (var i = 0; i < 500; i++)
        {
            var created = await watch.NextAsync();
            Assert.True(Store.CurrentRevision >= created.Revision);
            Assert.NotNull(Store.Get(created.Entry.Key));
            Assert.NotNull(Store.Get(created.Entry.Key, created.Revision));
        }

        await writing;
    }

    [Fact]
    public async Task Waits_and_cancellations_against_a_writer_lose_no_event()
    {
        var start = Store.CurrentRevision;
        using var watch = Store.WatchKey(Pod(0), start);
        var writing = Task.Run(async () =>
        {
            await Store.CreateAsync(Pod(0));
            for (var i = 0; i < 1000; i++)
                await Store.UpdateAsync(i % 3 == 0 ? Pod(0) : Pod(1), "b");
            await Store.DeleteAsync(Pod(0));
        });

        var events = new List<StoreEvent>();
        for (var round = 0; events.LastOrDefault()?.Type != StoreEventType.Deleted; round++)
        {
            using var cancellation = new CancellationTokenSource();
            var waiting = watch.WaitToReadAsync(cancellation.Token).AsTask();
            if (round % 2 == 0)
                await cancellation.CancelAsync();
            await Task.WhenAny(waiting);
            Assert.True(watch.Revision <= Store.CurrentRevision);
            events.AddRange(watch.Drain());
        }

        await writing;
        Assert.Equal(336, events.Count);
        Assert.Equal(events.Select(e => e.Revision).Order().Distinct(), events.Select(e => e.Revision));
    }
}

using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Contract;

/// <content>Reading one key, ranges, and old revisions.</content>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Get_at_old_revisions_returns_what_was_there()
    {
        var before = Store.CurrentRevision;
        var created = await Store.CreateAsync(Pod(1), "a");
        var updated = await Store.UpdateAsync(Pod(1), "b");
        var deleted = await Store.DeleteAsync(Pod(1));
        var again = await Store.CreateAsync(Pod(1), "c");

        Assert.Null(Store.Get(Pod(1), before));
        Assert.Equal("a", Store.Get(Pod(1), created.Revision)!.Text());
        Assert.Equal("b", Store.Get(Pod(1), updated.Revision)!.Text());
        Assert.Null(Store.Get(Pod(1), deleted.Revision));
        Assert.Equal("c", Store.Get(Pod(1), again.Revision)!.Text());
    }

    [Fact]
    public async Task Reads_at_a_future_revision_throw()
    {
        var future = await RevisionOfCreateAsync(Pod(1)) + 1;

        var e = Assert.Throws<FutureRevisionException>(() => Store.Get(Pod(1), future));
        Assert.Equal((future, future - 1), (e.RequestedRevision, e.CurrentRevision));
        Assert.Throws<FutureRevisionException>(() => Store.Range(Pods, future));
    }

    [Fact]
    public async Task Range_returns_the_keys_of_the_prefix_in_order()
    {
        foreach (var key in (string[])["/registry/pods/b/1", "/registry/podtemplates/a/1", "/registry/pods/a/2", "/registry/pods/a/1"])
            await Store.CreateAsync(key);

        var all = Store.Range(Pods);

        Assert.Equal(["/registry/pods/a/1", "/registry/pods/a/2", "/registry/pods/b/1"], all.Keys());
        Assert.Equal((Store.CurrentRevision, false, 0), (all.Revision, all.More, all.RemainingCount));
        Assert.Equal(["/registry/pods/a/1", "/registry/pods/a/2"], Store.Range("/registry/pods/a/").Keys());
        Assert.Equal(4, Store.Range("/registry/pod").Entries.Count);
        Assert.Equal(4, Store.Range("").Entries.Count);
        Assert.Empty(Store.Range("/registry/pods/c/").Entries);
    }

    [Fact]
    public void Range_of_an_empty_store_is_empty()
    {
        var result = Store.Range(Pods);

        Assert.Empty(result.Entries);
        Assert.Equal(Store.CurrentRevision, result.Revision);
    }

    [Fact]
    public async Task Pages_form_one_snapshot_while_the_store_is_written()
    {
        await CreatePodsAsync(1000);
        var expected = Store.Range(Pods).Keys();

        var page = Store.Range(Pods, limit: 70);
        var keys = page.Keys().ToList();
        for (var round = 0; page.More; round++)
        {
            Assert.Equal(expected.Length - keys.Count, page.RemainingCount);
            await Store.DeleteAsync(Pod(round * 30));
            await Store.CreateAsync($"{Pods}default/pod-{(round * 40) + 20:d5}-new");
            await Store.UpdateAsync(Pod(999), $"{round}");
            page = Store.Range(Pods, page.Revision, 70, keys[^1]);
            keys.AddRange(page.Keys());
        }

        Assert.Equal(expected, keys);
        Assert.Equal("999", page.Entries[^1].Text());
    }

    [Fact]
    public async Task Range_with_a_limit_that_fits_exactly_has_no_more()
    {
        await CreatePodsAsync(5);

        Assert.False(Store.Range(Pods, limit: 5).More);
        Assert.Equal(1, Store.Range(Pods, limit: 4).RemainingCount);
        Assert.Empty(Store.Range(Pods, startAfter: Pod(4)).Entries);
        Assert.Equal([Pod(0)], Store.Range(Pods, limit: 1, startAfter: "/registry/a").Keys());
        Assert.Equal([Pod(3), Pod(4)], Store.Range(Pods, startAfter: Pod(2) + "x").Keys());
    }

    [Fact]
    public async Task Range_of_many_entries_counts_and_indexes_them()
    {
        await CreatePodsAsync(5000);

        var result = Store.Range(Pods);

        Assert.Equal(5000, result.Entries.Count);
        Assert.Equal(Pod(4321), result.Entries[4321].Key);
        Assert.Equal(Enumerable.Range(0, 5000).Select(Pod), result.Keys());
    }

    [Fact]
    public async Task Compaction_ends_reads_of_older_revisions_and_keeps_the_rest()
    {
        var created = await Store.CreateAsync(Pod(1), "a");
        var updated = await Store.UpdateAsync(Pod(1), "b");
        await Store.CreateAsync(Pod(2), "c");
        await Store.DeleteAsync(Pod(2));
        var last = await Store.UpdateAsync(Pod(1), "d");

        await Store.CompactAsync(updated.Revision);

        Assert.Equal(updated.Revision, Store.CompactedRevision);
        var e = Assert.Throws<RevisionCompactedException>(() => Store.Get(Pod(1), created.Revision));
        Assert.Equal((created.Revision, updated.Revision), (e.RequestedRevision, e.CompactedRevision));
        Assert.Throws<RevisionCompactedException>(() => Store.Range(Pods, created.Revision));
        Assert.Equal("b", Store.Get(Pod(1), updated.Revision)!.Text());
        Assert.Equal(2, Store.Range(Pods, last.Revision - 2).Entries.Count);

        await Store.CompactAsync(last.Revision);

        Assert.Equal([Pod(1)], Store.Range(Pods).Keys());
        Assert.Equal("d", Store.Get(Pod(1), last.Revision)!.Text());
        Assert.Null(Store.Get(Pod(2)));
    }

    [Fact]
    public async Task Compaction_of_the_past_changes_nothing_and_of_the_future_throws()
    {
        var revision = await RevisionOfCreateAsync(Pod(1));
        await Store.CompactAsync(revision);

        await Store.CompactAsync(revision - 1);

        Assert.Equal(revision, Store.CompactedRevision);
        await Assert.ThrowsAsync<FutureRevisionException>(() => Store.CompactAsync(revision + 1));
    }

    [Fact]
    public async Task Waiting_for_a_revision_ends_once_it_is_there()
    {
        var current = await RevisionOfCreateAsync(Pod(1));
        Assert.True(await Store.WaitForRevisionAsync(current, Deadline.Token()));
        var next = Store.WaitForRevisionAsync(current + 1, Deadline.Token());
        var afterNext = Store.WaitForRevisionAsync(current + 2, Deadline.Token()).AsTask();

        await Store.CreateAsync(Pod(2));

        Assert.True(await next);
        Assert.False(afterNext.IsCompleted);
        await Store.DisposeAsync();
        Assert.False(await afterNext);
    }

    [Fact]
    public async Task Waiting_for_a_revision_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = Store.WaitForRevisionAsync(Store.CurrentRevision + 1, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Readers_see_whole_groups_of_revisions_while_the_store_is_written()
    {
        // Two keys are updated in turn with the same count, so that at any revision the first is ahead by at most one.
        await Store.CreateAsync(Pod(1), "0");
        await Store.CreateAsync(Pod(2), "0");
        var writing = Task.Run(async () =>
        {
            for (var count = 1; count <= 300; count++)
            {
                await Store.UpdateAsync(Pod(1), $"{count}");
                await Store.UpdateAsync(Pod(2), $"{count}");
            }
        });

        while (!writing.IsCompleted)
        {
            var values = Store.Range(Pods).Entries.Select(entry => int.Parse(entry.Text())).ToArray();
            Assert.InRange(values[0] - values[1], 0, 1);
        }

        await writing;
    }
}

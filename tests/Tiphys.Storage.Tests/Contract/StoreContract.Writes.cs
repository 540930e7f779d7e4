using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Contract;

/// <content>Creating, updating, deleting.</content>
public abstract partial class StoreContract
{
    [Fact]
    public async Task First_write_gets_a_revision_above_1()
    {
        var result = await Store.CreateAsync(Pod(1), "a");

        Assert.Equal(WriteOutcome.Succeeded, result.Outcome);
        Assert.True(result.Revision >= 2);
        Assert.Equal(result.Revision, Store.CurrentRevision);
        Assert.Equal((result.Revision, result.Revision), (result.Entry!.CreateRevision, result.Entry.ModRevision));
        Assert.Equal("a", Store.Get(Pod(1))!.Text());
    }

    [Fact]
    public async Task Create_of_existing_key_returns_the_current_entry()
    {
        await Store.CreateAsync(Pod(1), "a");
        var before = Store.CurrentRevision;

        var result = await Store.CreateAsync(Pod(1), "b");

        Assert.Equal(WriteOutcome.AlreadyExists, result.Outcome);
        Assert.Equal("a", result.Entry!.Text());
        Assert.Equal(before, Store.CurrentRevision);
    }

    [Fact]
    public async Task Update_at_the_expected_revision_keeps_the_create_revision()
    {
        var created = await Store.CreateAsync(Pod(1), "a");

        var updated = await Store.UpdateAsync(Pod(1), "b", created.Revision);

        Assert.Equal(WriteOutcome.Succeeded, updated.Outcome);
        Assert.Equal(created.Revision, updated.Entry!.CreateRevision);
        Assert.True(updated.Revision > created.Revision);
        Assert.Equal("b", Store.Get(Pod(1))!.Text());
    }

    [Fact]
    public async Task Update_with_old_revision_conflicts_and_returns_the_current_entry()
    {
        var created = await Store.CreateAsync(Pod(1), "a");
        await Store.UpdateAsync(Pod(1), "b", created.Revision);

        var result = await Store.UpdateAsync(Pod(1), "c", created.Revision);

        Assert.Equal(WriteOutcome.Conflict, result.Outcome);
        Assert.Equal("b", result.Entry!.Text());
        Assert.Equal("b", Store.Get(Pod(1))!.Text());
    }

    [Fact]
    public async Task Update_and_delete_with_revision_0_take_any_revision()
    {
        await Store.CreateAsync(Pod(1), "a");

        Assert.True((await Store.UpdateAsync(Pod(1), "b")).Succeeded);
        Assert.True((await Store.DeleteAsync(Pod(1))).Succeeded);
    }

    [Fact]
    public async Task Update_and_delete_of_missing_key_find_nothing()
    {
        Assert.Equal(new WriteResult(WriteOutcome.NotFound, null, 0), await Store.UpdateAsync(Pod(1), "a"));
        Assert.Equal(new WriteResult(WriteOutcome.NotFound, null, 0), await Store.DeleteAsync(Pod(1), 5));
    }

    [Fact]
    public async Task Delete_returns_the_deleted_entry_and_its_own_revision()
    {
        var created = await Store.CreateAsync(Pod(1), "a");

        var deleted = await Store.DeleteAsync(Pod(1), created.Revision);

        Assert.Equal(WriteOutcome.Succeeded, deleted.Outcome);
        Assert.Equal(created.Revision, deleted.Entry!.ModRevision);
        Assert.True(deleted.Revision > created.Revision);
        Assert.Equal(deleted.Revision, Store.CurrentRevision);
        Assert.Null(Store.Get(Pod(1)));
    }

    [Fact]
    public async Task Delete_with_old_revision_conflicts()
    {
        var created = await Store.CreateAsync(Pod(1), "a");
        await Store.UpdateAsync(Pod(1), "b");

        var result = await Store.DeleteAsync(Pod(1), created.Revision);

        Assert.Equal((WriteOutcome.Conflict, "b"), (result.Outcome, result.Entry!.Text()));
        Assert.NotNull(Store.Get(Pod(1)));
    }

    [Fact]
    public async Task Key_created_again_gets_a_new_create_revision()
    {
        await Store.CreateAsync(Pod(1), "a");
        var deleted = await Store.DeleteAsync(Pod(1));

        var again = await Store.CreateAsync(Pod(1), "b");

        Assert.True(again.Entry!.CreateRevision > deleted.Revision);
    }

    [Fact]
    public async Task Concurrent_writes_each_get_their_own_revision()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Store.CreateAsync(Pod(number))));

        Assert.Equal(500, results.Select(result => result.Revision).Distinct().Count());
        Assert.Equal(results.Max(result => result.Revision), Store.CurrentRevision);
    }

    [Fact]
    public async Task Concurrent_updates_of_one_key_at_one_revision_let_one_win()
    {
        var created = await Store.CreateAsync(Pod(1), "a");

        var results = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(number => Store.UpdateAsync(Pod(1), $"{number}", created.Revision)));

        var winner = Assert.Single(results, result => result.Succeeded);
        Assert.Equal(winner.Entry!.Text(), Store.Get(Pod(1))!.Text());
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal(WriteOutcome.Conflict, result.Outcome));
    }

    [Fact]
    public async Task Concurrent_read_modify_write_loses_no_increment()
    {
        await Store.CreateAsync(Pod(1), "0");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => IncrementAsync(50))));

        Assert.Equal("400", Store.Get(Pod(1))!.Text());
    }

    [Fact]
    public async Task Cancelled_write_changes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.CreateAsync(Pod(1), new byte[1], null, new CancellationToken(canceled: true)));

        Assert.Null(Store.Get(Pod(1)));
    }

    [Fact]
    public async Task Empty_and_large_values_come_back_unchanged()
    {
        var large = new byte[1_500_000];
        new Random(1).NextBytes(large);

        await Store.CreateAsync(Pod(1), "");
        await Store.CreateAsync(Pod(2), large, null, Deadline.Token());

        Assert.Equal(0, Store.Get(Pod(1))!.Value.Length);
        Assert.True(Store.Get(Pod(2))!.Value.Span.SequenceEqual(large));
    }

    [Fact]
    public async Task Decoded_object_of_a_write_is_handed_on_and_stays()
    {
        var decoded = new object();
        await Store.CreateAsync(Pod(1), new byte[1], decoded, Deadline.Token());

        var entry = Store.Get(Pod(1))!;
        entry.Decoded = new object();

        Assert.Same(decoded, entry.Decoded);
    }

    [Fact]
    public async Task Write_after_closing_throws()
    {
        await Store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.CreateAsync(Pod(1)));
    }

    private async Task IncrementAsync(int times)
    {
        for (var done = 0; done < times;)
        {
            var entry = Store.Get(Pod(1))!;
            var result = await Store.UpdateAsync(Pod(1), $"{int.Parse(entry.Text()) + 1}", entry.ModRevision);
            done += result.Succeeded ? 1 : 0;
        }
    }
}

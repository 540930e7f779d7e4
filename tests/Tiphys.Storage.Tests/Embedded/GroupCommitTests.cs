using Tiphys.Storage.Embedded;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Embedded;

public sealed class GroupCommitTests : IAsyncDisposable
{
    private readonly FaultyLog _log = new();
    private readonly ManualTime _time = new();
    private readonly EmbeddedStore _store;

    public GroupCommitTests() =>
        _store = EmbeddedStore.Open(_log, new StoreOptions { TimeProvider = _time, MaxQueuedWrites = 100, MaxGroupWrites = 64 });

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Writes_that_wait_while_a_commit_runs_share_the_next_one()
    {
        var writes = await QueueBehindHeldCommitAsync(50);
        _log.Release();
        var results = await Task.WhenAll(writes);

        Assert.Equal([1, 50], _log.Groups);
        Assert.Equal(Enumerable.Range(2, 51).Select(revision => (long)revision), results.Select(result => result.Revision));
    }

    [Fact]
    public async Task Nothing_of_a_group_is_seen_or_answered_before_it_is_durable()
    {
        using var watch = _store.Watch("/", 1);
        var writes = await QueueBehindHeldCommitAsync(0);

        Assert.False(writes[0].IsCompleted);
        Assert.Null(_store.Get("/held"));
        Assert.Empty(_store.Range("").Entries);
        Assert.False(watch.TryRead(out _));
        Assert.Equal(1, _store.CurrentRevision);

        _log.Release();
        await writes[0];
        Assert.NotNull(_store.Get("/held"));
    }

    [Fact]
    public async Task Writes_of_one_group_to_one_key_are_decided_in_order()
    {
        await QueueBehindHeldCommitAsync(0);
        var created = _store.CreateAsync("/a", "1");
        var again = _store.CreateAsync("/a", "2");
        var updated = _store.UpdateAsync("/a", "3", expected: 3);
        var stale = _store.UpdateAsync("/a", "4", expected: 3);
        var deleted = _store.DeleteAsync("/a");
        var gone = _store.UpdateAsync("/a", "5");
        var recreated = _store.CreateAsync("/a", "6");
        _log.Release();

        var results = await Task.WhenAll(created, again, updated, stale, deleted, gone, recreated);

        Assert.Equal(
            [
                (WriteOutcome.Succeeded, "1", 3), (WriteOutcome.AlreadyExists, "1", 0), (WriteOutcome.Succeeded, "3", 4),
                (WriteOutcome.Conflict, "3", 0), (WriteOutcome.Succeeded, "3", 5), (WriteOutcome.NotFound, null, 0),
                (WriteOutcome.Succeeded, "6", 6),
            ],
            results.Select(result => (result.Outcome, result.Entry?.Text(), (int)result.Revision)));
        Assert.Equal([1, 4], _log.Groups);
        Assert.Equal("3", _store.Get("/a", 4)!.Text());
        Assert.Null(_store.Get("/a", 5));
    }

    [Fact]
    public async Task Full_queue_makes_writers_wait_and_loses_none()
    {
        var writes = await QueueBehindHeldCommitAsync(250);
        _log.Release();

        Assert.All(await Task.WhenAll(writes), result => Assert.True(result.Succeeded));
        Assert.Equal(251, _log.Groups.Sum());
        Assert.All(_log.Groups, group => Assert.InRange(group, 1, 64));
    }

    [Fact]
    public async Task Write_cancelled_while_it_waits_is_not_carried_out()
    {
        await QueueBehindHeldCommitAsync(0);
        using var cancellation = new CancellationTokenSource();
        var write = _store.CreateAsync("/cancelled", new byte[1], null, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        _log.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.Null(_store.Get("/cancelled"));
    }

    [Fact]
    public async Task Closing_carries_out_what_was_accepted()
    {
        var writes = await QueueBehindHeldCommitAsync(20);
        var closing = _store.DisposeAsync();
        _log.Release();
        await closing;

        Assert.All(await Task.WhenAll(writes), result => Assert.True(result.Succeeded));
    }

    [Fact]
    public async Task Closing_with_a_full_queue_answers_those_that_wait_for_a_place()
    {
        var writes = await QueueBehindHeldCommitAsync(400);
        var closing = _store.DisposeAsync();
        _log.Release();
        await closing;

        var all = Task.WhenAll(writes).WaitAsync(Deadline.Token());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => all);
        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully || write.Exception?.InnerException is ObjectDisposedException));
        Assert.Equal(_log.Groups.Sum(), writes.Count(write => write.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Failed_commit_fails_its_group_and_makes_the_store_read_only()
    {
        await _store.CreateAsync("/kept", "1");
        using var watch = _store.Watch("/", _store.CurrentRevision);
        var writes = await QueueBehindHeldCommitAsync(10);
        _log.Broken = true;
        _log.Release();

        foreach (var write in writes)
            Assert.Contains("no space left", (await Assert.ThrowsAsync<StoreUnavailableException>(() => write)).Message);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.UpdateAsync("/kept", "2"));
        Assert.Equal((false, "no space left on device"), (_store.Status.IsWritable, _store.Status.Reason));
        Assert.Equal(2, _store.CurrentRevision);
        Assert.Equal("1", _store.Get("/kept")!.Text());
        Assert.Null(_store.Get("/held"));
        Assert.False(watch.TryRead(out _));
    }

    [Fact]
    public async Task Who_waits_for_the_status_is_told_of_each_change()
    {
        var writable = _store.Status;
        var broken = _store.WaitForStatusAsync(writable, Deadline.Token()).AsTask();
        Assert.False(broken.IsCompleted);
        _log.Broken = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.CreateAsync("/a"));
        Assert.Equal((false, "no space left on device"), ((await broken).IsWritable, (await broken).Reason));

        _log.Broken = false;
        await _store.CompactAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await _store.WaitForStatusAsync(await broken, Deadline.Token())).IsWritable);
        using var given = new CancellationTokenSource();
        var waiting = _store.WaitForStatusAsync(_store.Status, given.Token).AsTask();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Store_takes_writes_again_once_a_probe_succeeds()
    {
        _log.Broken = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.CreateAsync("/a"));
        await _store.CompactAsync(1); // the writer has armed its timer by then
        _time.Advance(TimeSpan.FromSeconds(1));
        await _store.CompactAsync(1);
        Assert.False(_store.Status.IsWritable);

        _log.Broken = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _store.CompactAsync(1);

        Assert.Equal(new StoreStatus(true, null, _time.GetUtcNow()), _store.Status);
        Assert.Equal(2, (await _store.CreateAsync("/a")).Revision);
    }

    // A write that is being committed but cannot get on, and others behind it.
    private async Task<List<Task<WriteResult>>> QueueBehindHeldCommitAsync(int count)
    {
        _log.Hold();
        var writes = new List<Task<WriteResult>> { _store.CreateAsync("/held") };
        await _log.HeldAsync(Deadline.Token());
        writes.AddRange(Enumerable.Range(0, count).Select(i => _store.CreateAsync($"/{i}")));
        return writes;
    }
}

using Tiphys.Storage.Index;

namespace Tiphys.Storage.Tests.Index;

/// <summary>Watches that read while the writer appends without pause, so that they meet it at every point of a chunk.</summary>
public sealed class WatchRaceTests
{
    private const int Events = 300_000;

    private readonly VersionedIndex _index = new([], 1);

    [Fact]
    public async Task Spinning_reader_misses_no_event()
    {
        using var watch = _index.Watch("/registry/pods/", exact: false, 1);
        var reading = Task.Run(() =>
        {
            for (var expected = 2L; expected < Events + 2;)
            {
                if (watch.TryRead(out var storeEvent))
                    Assert.Equal(expected++, storeEvent.Revision);
            }
        });

        await Task.Run(() => WriteAll(compactBehind: 0));

        await reading.WaitAsync(Support.Deadline.Token());
    }

    [Fact]
    public async Task Waiting_readers_miss_no_event()
    {
        var reading = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            using var watch = _index.Watch("/registry/pods/", exact: false, 1);
            for (var expected = 2L; expected < Events + 2;)
            {
                if (watch.TryRead(out var storeEvent))
                    Assert.Equal(expected++, storeEvent.Revision);
                else
                    Assert.True(await watch.WaitToReadAsync(Support.Deadline.Token()));
            }
        })).ToArray();

        await Task.Run(() => WriteAll(compactBehind: 0));

        await Task.WhenAll(reading).WaitAsync(Support.Deadline.Token());
    }

    [Fact]
    public async Task Reader_that_races_with_compaction_misses_no_event_or_is_ended()
    {
        var watch = _index.Watch("/registry/pods/", exact: false, 1);
        var reading = Task.Run(() =>
        {
            for (var seen = 1L; seen < Events + 1;)
            {
                try
                {
                    if (!watch.TryRead(out var storeEvent))
                        continue;
                    Assert.Equal(seen + 1, storeEvent.Revision);
                    seen = storeEvent.Revision;
                }
                catch (RevisionCompactedException)
                {
                    Assert.True(seen < _index.CompactedRevision, "ended without having missed anything");
                    watch.Dispose();
                    watch = Reopen(ref seen);
                }
            }

            watch.Dispose();
        });

        await Task.Run(() => WriteAll(compactBehind: 300));

        await reading.WaitAsync(Support.Deadline.Token());
    }

    private IStoreWatch Reopen(ref long seen)
    {
        while (true)
        {
            try
            {
                seen = _index.CurrentRevision;
                return _index.Watch("/registry/pods/", exact: false, seen);
            }
            catch (RevisionCompactedException)
            {
                // Compaction was faster once more.
            }
        }
    }

    private void WriteAll(int compactBehind)
    {
        var entry = new StoreEntry("/registry/pods/a", default, 2, 2);
        _index.Apply([new StoreEvent(StoreEventType.Created, entry, null, 2)]);
        for (var revision = 3L; revision < Events + 2; revision++)
        {
            var next = new StoreEntry(entry.Key, default, 2, revision);
            _index.Apply([new StoreEvent(StoreEventType.Modified, next, entry, revision)]);
            entry = next;
            if (compactBehind > 0 && revision % 100 == 0 && revision > compactBehind)
                _index.Compact(revision - compactBehind, int.MaxValue);
        }
    }
}

using Tiphys.Storage.Index;
using Tiphys.Storage.Tests.Model;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Index;

/// <summary>The index with many keys, so that its tree splits and merges, against the model.</summary>
public sealed class VersionedIndexTests
{
    private const string Prefix = "/registry/pods/";

    [Theory]
    [InlineData(1, 4000, 12000)]
    [InlineData(2, 300, 6000)]
    [InlineData(3, 20000, 12000)]
    public void Agrees_with_the_model_with_many_keys(int seed, int keys, int writes)
    {
        var random = new Random(seed);
        var model = new StoreModel();
        var index = new VersionedIndex([], 1);
        for (var i = 0; i < writes; i++)
        {
            // Phases that mostly create and phases that mostly delete, so that the tree grows and shrinks.
            var growing = i / 2000 % 2 == 0;
            Write(random, model, index, $"{Prefix}{random.Next(keys):d6}", $"{i}", growing);
            if (i % 500 == 499)
            {
                CompareSome(random, model, index);
                model.Compacted = random.NextInt64(model.Compacted, model.Current + 1);
                Assert.True(index.Compact(model.Compacted, int.MaxValue));
                CompareSome(random, model, index);
            }
        }
    }

    [Fact]
    public void Tree_of_loaded_entries_finds_all_of_them()
    {
        var entries = Enumerable.Range(0, 10000).Select(i => new StoreEntry($"{Prefix}{i:d6}", new byte[] { 1 }, i + 2, i + 2)).ToList();

        var index = new VersionedIndex([.. entries.AsEnumerable().Reverse()], 20000);

        Assert.Equal(entries, index.Range(new RangeQuery(Prefix)).Entries);
        Assert.All(entries, entry => Assert.Same(entry, index.Get(entry.Key)));
        Assert.Equal(9990, index.Range(new RangeQuery(Prefix) { Limit = 10 }).RemainingCount);
    }

    [Fact]
    public void Keys_that_occur_twice_are_refused() => Assert.Throws<ArgumentException>(
        () => new VersionedIndex([new StoreEntry("/a", default, 2, 2), new StoreEntry("/a", default, 3, 3)], 3));

    [Fact]
    public void History_that_was_compacted_as_a_whole_costs_nothing()
    {
        var random = new Random(4);
        var model = new StoreModel();
        var index = new VersionedIndex([], 1);
        for (var i = 0; i < 3000; i++)
            Write(random, model, index, $"{Prefix}{random.Next(500):d6}", $"{i}", growing: i % 2 == 0);
        Assert.True(index.HistoryBytes > 0);

        Assert.False(index.Compact(model.Current, 100));
        Assert.True(index.Compact(model.Current, int.MaxValue));

        Assert.Equal(0, index.HistoryBytes);
        Assert.Null(index.Events.Oldest);
        Assert.All(index.Range(new RangeQuery("")).Entries, entry => Assert.Null(entry.Older));
    }

    private static void Write(Random random, StoreModel model, VersionedIndex index, string key, string value, bool growing)
    {
        var known = index.Get(key);
        var revision = index.CurrentRevision + 1;
        if (known is null)
        {
            model.Create(key, value);
            Apply(index, StoreEventType.Created, Entry(key, value, revision, revision), null, revision);
        }
        else if (random.Next(10) < (growing ? 1 : 8))
        {
            model.Delete(key, 0);
            Apply(index, StoreEventType.Deleted, known, known, revision);
        }
        else
        {
            model.Update(key, value, 0);
            Apply(index, StoreEventType.Modified, Entry(key, value, known.CreateRevision, revision), known, revision);
        }
    }

    private static StoreEntry Entry(string key, string value, long createRevision, long modRevision) =>
        new(key, System.Text.Encoding.UTF8.GetBytes(value), createRevision, modRevision);

    private static void Apply(VersionedIndex index, StoreEventType type, StoreEntry entry, StoreEntry? previous, long revision) =>
        index.Apply([new StoreEvent(type, entry, previous, revision)]);

    private static void CompareSome(Random random, StoreModel model, VersionedIndex index)
    {
        for (var i = 0; i < 5; i++)
        {
            var revision = i == 0 ? model.Current : random.NextInt64(model.Compacted, model.Current + 1);
            var after = random.Next(3) == 0 ? null : $"{Prefix}{random.Next(20000):d6}";
            var limit = random.Next(3) * 50;
            var prefix = random.Next(2) == 0 ? Prefix : $"{Prefix}00{random.Next(10)}";
            var expected = model.Range(prefix, after, limit, revision);

            var actual = index.Range(new RangeQuery(prefix) { StartAfter = after, Limit = limit, Revision = revision });

            Assert.Equal(expected.Keys, actual.Keys());
            Assert.Equal(expected.Remaining, actual.RemainingCount);
            Assert.All(actual.Entries, entry => Assert.Equal(model.At(revision)[entry.Key].Value, entry.Text()));
        }
    }
}

namespace Tiphys.Storage.Tests.Simulation;

/// <summary>
/// What a store must hold: every acknowledged write, and of the last group of writes whose outcome nobody was told either all or nothing.
/// </summary>
internal sealed class Expectation
{
    private SortedDictionary<string, (string Value, long Created, long Modified)> _state = new(StringComparer.Ordinal);
    private List<Written> _unknown = [];

    /// <summary>The last acknowledged revision.</summary>
    public long Revision { get; private set; } = 1;

    /// <summary>How many writes were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    public IReadOnlyCollection<string> Keys => _state.Keys;

    public string? ValueOf(string key) => _state.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>Notes a group that was acknowledged. What was unknown before it has not happened: the group was decided without it.</summary>
    public void Acknowledge(IReadOnlyList<Written> group)
    {
        Assert.All(group, write => Assert.True(write.Revision > Revision, $"revision {write.Revision} was given after {Revision}"));
        _unknown = [];
        Apply(_state, group);
        Revision = group[^1].Revision;
        Acknowledged += group.Count;
    }

    /// <summary>Notes a group that failed: a restart shows whether it happened. The store goes on as if it had not.</summary>
    public void Doubt(IReadOnlyList<Written> group) => _unknown = [.. group];

    /// <summary>Compares with a store that was just opened, and settles what was unknown.</summary>
    public void CheckReopened(IStore store)
    {
        if (_unknown.Count > 0 && !Matches(store, _state))
        {
            var after = new SortedDictionary<string, (string, long, long)>(_state, StringComparer.Ordinal);
            var revisions = Enumerable.Range(1, _unknown.Count).Select(number => Revision + number).ToList();
            Apply(after, [.. _unknown.Zip(revisions, (write, revision) => write with { Revision = revision })]);
            (_state, Revision) = (after, revisions[^1]);
        }

        _unknown = [];
        CheckState(store);
        Assert.Equal(Revision, store.CurrentRevision);
    }

    /// <summary>Compares with a store that goes on.</summary>
    public void CheckState(IStore store) =>
        Assert.Equal(_state.Select(entry => (entry.Key, entry.Value)), Read(store).Select(entry => (entry.Key, entry.Value)));

    private static bool Matches(IStore store, SortedDictionary<string, (string Value, long Created, long Modified)> state) =>
        Read(store).SequenceEqual(state);

    private static SortedDictionary<string, (string Value, long Created, long Modified)> Read(IStore store)
    {
        var found = new SortedDictionary<string, (string, long, long)>(StringComparer.Ordinal);
        foreach (var entry in store.Range(new RangeQuery("")).Entries)
            found[entry.Key] = (Support.StoreExtensions.Text(entry), entry.CreateRevision, entry.ModRevision);
        return found;
    }

    private static void Apply(SortedDictionary<string, (string Value, long Created, long Modified)> state, IReadOnlyList<Written> group)
    {
        foreach (var write in group)
        {
            if (write.Value is null)
                state.Remove(write.Key);
            else
                state[write.Key] = (write.Value, state.TryGetValue(write.Key, out var known) ? known.Created : write.Revision, write.Revision);
        }
    }
}

/// <summary>A write: the value that the key has after it, null when it is deleted; and its revision, 0 when it is not known.</summary>
internal readonly record struct Written(string Key, string? Value, long Revision);

using System.Collections.Immutable;

namespace Tiphys.Storage.Tests.Model;

/// <summary>What a key holds in the model.</summary>
internal sealed record ModelEntry(string Value, long CreateRevision, long ModRevision);

/// <summary>The plain store: a whole sorted dictionary for each revision, and a list of events.</summary>
internal sealed class StoreModel
{
    private static readonly ImmutableSortedDictionary<string, ModelEntry> Empty =
        ImmutableSortedDictionary.Create<string, ModelEntry>(StringComparer.Ordinal);

    private readonly Dictionary<long, ImmutableSortedDictionary<string, ModelEntry>> _states = new() { [1] = Empty };

    public long Current { get; private set; } = 1;

    public long Compacted { get; set; } = 1;

    public List<(string Key, string Text, long Revision)> Events { get; } = [];

    public ImmutableSortedDictionary<string, ModelEntry> At(long revision) => _states[revision];

    public WriteOutcome Create(string key, string value)
    {
        if (At(Current).ContainsKey(key))
            return WriteOutcome.AlreadyExists;
        var revision = Current + 1;
        return Commit(At(Current).Add(key, new ModelEntry(value, revision, revision)), key, $"Created {key}={value} was - @{revision}");
    }

    public WriteOutcome Update(string key, string value, long expected)
    {
        if (Refuse(key, expected, out var known) is { } refused)
            return refused;
        var revision = Current + 1;
        return Commit(
            At(Current).SetItem(key, known with { Value = value, ModRevision = revision }),
            key,
            $"Modified {key}={value} was {known.Value} @{revision}");
    }

    public WriteOutcome Delete(string key, long expected) => Refuse(key, expected, out var known) is { } refused
        ? refused
        : Commit(At(Current).Remove(key), key, $"Deleted {key}={known.Value} was {known.Value} @{Current + 1}");

    public (string[] Keys, long Remaining) Range(string prefix, string? after, int limit, long revision)
    {
        var all = At(revision).Keys
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(key => after is null || string.CompareOrdinal(key, after) > 0)
            .ToArray();
        var page = limit == 0 ? all : [.. all.Take(limit)];
        return (page, all.Length - page.Length);
    }

    private WriteOutcome? Refuse(string key, long expected, out ModelEntry known)
    {
        if (!At(Current).TryGetValue(key, out known!))
            return WriteOutcome.NotFound;
        return expected != 0 && expected != known.ModRevision ? WriteOutcome.Conflict : null;
    }

    private WriteOutcome Commit(ImmutableSortedDictionary<string, ModelEntry> state, string key, string text)
    {
        Current++;
        _states[Current] = state;
        Events.Add((key, text, Current));
        return WriteOutcome.Succeeded;
    }
}

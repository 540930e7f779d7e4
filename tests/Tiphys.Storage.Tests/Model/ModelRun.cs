using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Model;

/// <summary>One random step. What A and B mean depends on the type.</summary>
internal sealed record Operation(int Type, int Key, int A, int B);

/// <summary>Carries out operations on a store and on the model, and compares after each.</summary>
internal sealed class ModelRun(Func<IStore> open, bool canReopen) : IAsyncDisposable
{
    private static readonly string[] Keys =
    [
        "/registry/pods/a/1", "/registry/pods/a/2", "/registry/pods/a/10", "/registry/pods/b/1", "/registry/pods/b",
        "/registry/podtemplates/a/1", "/registry/nodes/1", "/registry/nodes/2", "/registry/pods/a/1x", "/other", "/registry/pods/ä", "z",
    ];

    private static readonly string[] Prefixes = ["", "/registry/", "/registry/pods/", "/registry/pods/a/", "/registry/pod", "/registry/pods/a/1"];

    private readonly StoreModel _model = new();
    private readonly List<StandingWatch> _watches = [];
    private IStore _store = open();
    private int _values;

    public async Task RunAsync(Operation[] operations)
    {
        foreach (var operation in operations)
        {
            await StepAsync(operation);
            Assert.Equal((_model.Current, _model.Compacted), (_store.CurrentRevision, _store.CompactedRevision));
            CompareLatest();
        }

        _watches.ForEach(watch => watch.Compare(_model));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task StepAsync(Operation operation)
    {
        var key = Keys[operation.Key];
        switch (operation.Type)
        {
            case <= 2:
                var value = $"v{++_values}";
                Compare(_model.Create(key, value), await _store.CreateAsync(key, value));
                break;
            case <= 4:
                var expected = Expected(key, operation.A);
                value = $"v{++_values}";
                Compare(_model.Update(key, value, expected), await _store.UpdateAsync(key, value, expected));
                break;
            case <= 6:
                expected = Expected(key, operation.A);
                Compare(_model.Delete(key, expected), await _store.DeleteAsync(key, expected));
                break;
            case 7:
                CompareGet(key, Revision(operation.A));
                break;
            case 8:
                CompareRange(operation);
                break;
            case 9:
                OpenWatch(operation);
                break;
            case 10:
                await CompactAsync(Revision(operation.A));
                break;
            default:
                if (canReopen && operation.A < 30)
                    await ReopenAsync();
                break;
        }
    }

    private static void Compare(WriteOutcome expected, WriteResult actual) => Assert.Equal(expected, actual.Outcome);

    // Mostly the right one, sometimes any or a wrong one.
    private long Expected(string key, int choice) =>
        choice < 20 ? 0 : choice < 80 && _model.At(_model.Current).TryGetValue(key, out var entry) ? entry.ModRevision : choice;

    // From a little before the compacted revision to a little after the current one.
    private long Revision(int percent)
    {
        var (low, high) = (Math.Max(1, _model.Compacted - 2), _model.Current + 2);
        return low + ((high - low) * percent / 99);
    }

    private void CompareLatest()
    {
        var expected = _model.At(_model.Current);
        foreach (var key in Keys)
            Assert.Equal(expected.GetValueOrDefault(key), ToModel(_store.Get(key)));
        Assert.Equal(expected.Values, _store.Range("").Entries.Select(entry => ToModel(entry)!));
    }

    private void CompareGet(string key, long revision)
    {
        if (!IsRefused(revision, () => _store.Get(key, revision)))
            Assert.Equal(_model.At(revision).GetValueOrDefault(key), ToModel(_store.Get(key, revision)));
    }

    private void CompareRange(Operation operation)
    {
        var revision = Revision(operation.A);
        var prefix = Prefixes[operation.B % Prefixes.Length];
        var after = operation.B % 3 == 0 ? null : Keys[operation.Key];
        var limit = operation.B % 5;
        if (IsRefused(revision, () => _store.Range(prefix, revision, limit, after)))
            return;
        var actual = _store.Range(prefix, revision, limit, after);
        var (keys, remaining) = _model.Range(prefix, after, limit, revision);
        Assert.Equal(keys, actual.Keys());
        Assert.Equal((remaining, remaining > 0, revision), (actual.RemainingCount, actual.More, actual.Revision));
        Assert.Equal(keys.Select(key => _model.At(revision)[key]), actual.Entries.Select(entry => ToModel(entry)!));
    }

    private bool IsRefused(long revision, Action read)
    {
        if (revision > _model.Current)
            Assert.Throws<FutureRevisionException>(read);
        else if (revision < _model.Compacted)
            Assert.Throws<RevisionCompactedException>(read);
        else
            return false;
        return true;
    }

    private void OpenWatch(Operation operation)
    {
        var from = Revision(operation.A);
        var exact = operation.B % 7 == 0;
        var prefix = exact ? Keys[operation.Key] : Prefixes[operation.B % Prefixes.Length];
        if (from < _model.Compacted)
            Assert.Throws<RevisionCompactedException>(() => _store.Watch(prefix, from));
        else
            _watches.Add(new StandingWatch(exact ? _store.WatchKey(prefix, from) : _store.Watch(prefix, from), prefix, exact, from));
    }

    private async Task CompactAsync(long revision)
    {
        if (revision > _model.Current)
        {
            await Assert.ThrowsAsync<FutureRevisionException>(() => _store.CompactAsync(revision));
            return;
        }

        // Those that have read everything must live on; the others may end.
        foreach (var watch in _watches.Where((_, index) => index % 2 == 0))
            watch.Compare(_model);
        await _store.CompactAsync(revision);
        _model.Compacted = Math.Max(_model.Compacted, revision);
    }

    private async Task ReopenAsync()
    {
        _watches.ForEach(watch => watch.Compare(_model));
        _watches.Clear();
        await _store.DisposeAsync();
        _store = open();
        _model.Compacted = _model.Current;
    }

    private static ModelEntry? ToModel(StoreEntry? entry) =>
        entry is null ? null : new ModelEntry(entry.Text(), entry.CreateRevision, entry.ModRevision);
}

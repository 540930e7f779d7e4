using System.Collections;
using System.Collections.Immutable;

namespace Tiphys.Client.Informers;

/// <summary>
/// All objects of a kind at one moment, filed by key, by namespace and by the indexes that were asked for. A change gives a new value that
/// shares what did not change, so that readers keep a consistent snapshot without a lock.
/// </summary>
internal sealed class IndexedObjects<T>
    where T : class, IKubernetesObject<T>
{
    private readonly ImmutableDictionary<string, Func<T, IEnumerable<string>>> _indexes;
    private readonly ImmutableDictionary<(string Index, string Key), ObjectSet<T>> _filed;

    private IndexedObjects(
        ObjectSet<T> all,
        ImmutableDictionary<string, Func<T, IEnumerable<string>>> indexes,
        ImmutableDictionary<(string Index, string Key), ObjectSet<T>> filed)
    {
        All = all;
        _indexes = indexes;
        _filed = filed;
    }

    /// <summary>Name of the index by namespace, which is always there.</summary>
    public const string ByNamespace = "namespace";

    public static IndexedObjects<T> Empty { get; } = new(
        ObjectSet<T>.Empty,
        ImmutableDictionary<string, Func<T, IEnumerable<string>>>.Empty.Add(ByNamespace, value => [value.Metadata.Namespace]),
        ImmutableDictionary<(string, string), ObjectSet<T>>.Empty);

    public ObjectSet<T> All { get; }

    public ObjectSet<T> Filed(string index, string key)
    {
        if (!_indexes.ContainsKey(index))
        {
            throw new ArgumentException($"there is no index \"{index}\"", nameof(index));
        }

        return _filed.GetValueOrDefault((index, key), ObjectSet<T>.Empty);
    }

    public IndexedObjects<T> WithIndex(string name, Func<T, IEnumerable<string>> keys)
    {
        if (_indexes.ContainsKey(name))
        {
            throw new ArgumentException($"there is an index \"{name}\" already", nameof(name));
        }

        var filed = All.Aggregate(_filed, (into, value) => File(into, name, keys, null, value));
        return new(All, _indexes.Add(name, keys), filed);
    }

    /// <summary>Puts an object in place of another; null for "none".</summary>
    public IndexedObjects<T> Replace(T? before, T? after)
    {
        var all = before is not null && after is null ? All.Remove(before) : All;
        all = after is not null ? all.Set(after) : all;
        var filed = _indexes.Aggregate(_filed, (into, index) => File(into, index.Key, index.Value, before, after));
        return new(all, _indexes, filed);
    }

    private static ImmutableDictionary<(string Index, string Key), ObjectSet<T>> File(
        ImmutableDictionary<(string Index, string Key), ObjectSet<T>> filed, string index, Func<T, IEnumerable<string>> keys, T? before, T? after)
    {
        foreach (var key in before is null ? [] : keys(before))
        {
            var rest = filed.GetValueOrDefault((index, key), ObjectSet<T>.Empty).Remove(before!);
            filed = rest.Count == 0 ? filed.Remove((index, key)) : filed.SetItem((index, key), rest);
        }

        foreach (var key in after is null ? [] : keys(after))
        {
            filed = filed.SetItem((index, key), filed.GetValueOrDefault((index, key), ObjectSet<T>.Empty).Set(after!));
        }

        return filed;
    }
}

/// <summary>An immutable set of objects, found by key.</summary>
internal sealed class ObjectSet<T>(ImmutableDictionary<ObjectKey, T> objects) : IReadOnlyCollection<T>
    where T : class, IKubernetesObject<T>
{
    public static ObjectSet<T> Empty { get; } = new(ImmutableDictionary<ObjectKey, T>.Empty);

    public int Count => objects.Count;

    public T? Find(ObjectKey key) => objects.GetValueOrDefault(key);

    public ObjectSet<T> Set(T value) => new(objects.SetItem(ObjectKey.Of(value), value));

    public ObjectSet<T> Remove(T value) => new(objects.Remove(ObjectKey.Of(value)));

    public IEnumerator<T> GetEnumerator() => objects.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

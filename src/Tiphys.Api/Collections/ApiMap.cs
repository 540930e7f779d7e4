using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Tiphys.Api;

/// <summary>
/// An immutable map with string keys in an API object, kept in ordinal order of keys, equal to another with equal entries. The default
/// value is "not set"; it equals an empty map. Labels and resource lists have few entries: a sorted array is smaller and faster than a table.
/// </summary>
[CollectionBuilder(typeof(ApiMap), nameof(ApiMap.Create))]
public readonly struct ApiMap<TValue> : IReadOnlyDictionary<string, TValue>, IEquatable<ApiMap<TValue>>
{
    private readonly KeyValuePair<string, TValue>[]? _entries;

    internal ApiMap(KeyValuePair<string, TValue>[]? sortedEntries) => _entries = sortedEntries;

    /// <summary>True when the map was never set.</summary>
    public bool IsDefault => _entries is null;

    /// <summary>True when there are no entries.</summary>
    public bool IsEmpty => _entries is null || _entries.Length == 0;

    /// <inheritdoc/>
    public int Count => _entries?.Length ?? 0;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => (_entries ?? []).Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<TValue> Values => (_entries ?? []).Select(entry => entry.Value);

    /// <inheritdoc/>
    public TValue this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no entry with key \"{key}\"");

    /// <summary>The entries in order of keys, without a copy.</summary>
    public ReadOnlySpan<KeyValuePair<string, TValue>> AsSpan() => _entries;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Find(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value)
    {
        var index = Find(key);
        value = index >= 0 ? _entries![index].Value : default;
        return index >= 0;
    }

    /// <summary>The value of a key, or the type's default.</summary>
    public TValue? GetValueOrDefault(string key) => TryGetValue(key, out var value) ? value : default;

    /// <summary>The value of a key, or another value.</summary>
    public TValue GetValueOrDefault(string key, TValue otherwise) => TryGetValue(key, out var value) ? value : otherwise;

    /// <summary>A new map in which the key has the value.</summary>
    public ApiMap<TValue> SetItem(string key, TValue value)
    {
        var index = Find(key);
        var entry = new KeyValuePair<string, TValue>(key, value);
        if (index < 0)
        {
            return new([.. AsSpan()[..~index], entry, .. AsSpan()[~index..]]);
        }

        var copy = AsSpan().ToArray();
        copy[index] = entry;
        return new(copy);
    }

    /// <summary>A new map with all entries of the other; the other's values win.</summary>
    public ApiMap<TValue> SetItems(IEnumerable<KeyValuePair<string, TValue>> entries)
    {
        var merged = new SortedDictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var entry in AsSpan())
        {
            merged[entry.Key] = entry.Value;
        }

        foreach (var entry in entries)
        {
            merged[entry.Key] = entry.Value;
        }

        return new([.. merged]);
    }

    /// <summary>A new map without the key; this one when it is not there.</summary>
    public ApiMap<TValue> Remove(string key)
    {
        var index = Find(key);
        return index < 0 ? this : new([.. AsSpan()[..index], .. AsSpan()[(index + 1)..]]);
    }

    /// <summary>Enumerates without allocation.</summary>
    public Enumerator GetEnumerator() => new(_entries ?? []);

    IEnumerator<KeyValuePair<string, TValue>> IEnumerable<KeyValuePair<string, TValue>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, TValue>>)(_entries ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_entries ?? []).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ApiMap<TValue> other)
    {
        if (ReferenceEquals(_entries, other._entries))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            var (key, value) = _entries![i];
            var (otherKey, otherValue) = other._entries![i];
            if (!string.Equals(key, otherKey, StringComparison.Ordinal) || !EqualityComparer<TValue>.Default.Equals(value, otherValue))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ApiMap<TValue> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in AsSpan())
        {
            hash.Add(key);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>Equal entries.</summary>
    public static bool operator ==(ApiMap<TValue> left, ApiMap<TValue> right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(ApiMap<TValue> left, ApiMap<TValue> right) => !left.Equals(right);

    private int Find(string key)
    {
        var low = 0;
        var high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = string.CompareOrdinal(_entries![middle].Key, key);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }

    /// <summary>Walks the entries of a map in order of keys.</summary>
    public struct Enumerator(KeyValuePair<string, TValue>[] entries)
    {
        private int _index = -1;

        /// <summary>The entry that the walk is at.</summary>
        public readonly KeyValuePair<string, TValue> Current => entries[_index];

        /// <summary>Goes to the next entry; false at the end.</summary>
        public bool MoveNext() => ++_index < entries.Length;
    }
}

/// <summary>Makes <see cref="ApiMap{TValue}"/> values.</summary>
public static class ApiMap
{
    /// <summary>A map of the given entries, the last of equal keys wins; used by collection expressions.</summary>
    public static ApiMap<TValue> Create<TValue>(ReadOnlySpan<KeyValuePair<string, TValue>> entries) => Own(entries.ToArray());

    /// <summary>A map of the given entries; the last of equal keys wins.</summary>
    public static ApiMap<TValue> ToApiMap<TValue>(this IEnumerable<KeyValuePair<string, TValue>> entries) => Own(entries.ToArray());

    /// <summary>A map with one entry.</summary>
    public static ApiMap<TValue> Of<TValue>(string key, TValue value) => new([new(key, value)]);

    /// <summary>Sorts an array that nobody else will change, drops all but the last of equal keys, and wraps it.</summary>
    internal static ApiMap<TValue> Own<TValue>(KeyValuePair<string, TValue>[] entries)
    {
        if (IsSorted(entries))
        {
            return new(entries);
        }

        var sorted = new SortedDictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            sorted[entry.Key] = entry.Value;
        }

        return new([.. sorted]);
    }

    private static bool IsSorted<TValue>(KeyValuePair<string, TValue>[] entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            if (string.CompareOrdinal(entries[i - 1].Key, entries[i].Key) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}

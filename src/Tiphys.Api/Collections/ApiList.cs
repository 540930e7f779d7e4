using System.Collections;
using System.Runtime.CompilerServices;

namespace Tiphys.Api;

/// <summary>
/// An immutable list in an API object, equal to another with equal items. The default value is "not set", which JSON writes as
/// <c>null</c> where the field may not be left out; it equals an empty list.
/// </summary>
[CollectionBuilder(typeof(ApiList), nameof(ApiList.Create))]
public readonly struct ApiList<T> : IReadOnlyList<T>, IEquatable<ApiList<T>>
{
    private readonly T[]? _items;

    internal ApiList(T[]? items) => _items = items;

    /// <summary>True when the list was never set.</summary>
    public bool IsDefault => _items is null;

    /// <summary>True when there are no items.</summary>
    public bool IsEmpty => _items is null || _items.Length == 0;

    /// <inheritdoc/>
    public int Count => _items?.Length ?? 0;

    /// <inheritdoc/>
    public T this[int index] => (_items ?? throw new ArgumentOutOfRangeException(nameof(index)))[index];

    /// <summary>The items, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>A new list with one more item at the end.</summary>
    public ApiList<T> Add(T item) => new([.. AsSpan(), item]);

    /// <summary>A new list with more items at the end.</summary>
    public ApiList<T> AddRange(IEnumerable<T> items) => new([.. AsSpan(), .. items]);

    /// <summary>A new list in which the item at <paramref name="index"/> is another.</summary>
    public ApiList<T> SetItem(int index, T item)
    {
        var copy = AsSpan().ToArray();
        copy[index] = item;
        return new(copy);
    }

    /// <summary>A new list without the item at <paramref name="index"/>.</summary>
    public ApiList<T> RemoveAt(int index) => new([.. AsSpan()[..index], .. AsSpan()[(index + 1)..]]);

    /// <summary>A new list with only the items for which <paramref name="keep"/> is true; this one when that is all.</summary>
    public ApiList<T> Filter(Func<T, bool> keep)
    {
        var kept = Array.FindAll(_items ?? [], item => keep(item));
        return kept.Length == Count ? this : new(kept);
    }

    /// <summary>
    /// A new list of converted items; the same list when every conversion returned its argument, so that defaulting allocates nothing
    /// where nothing changes. "Not set" stays "not set".
    /// </summary>
    public ApiList<T> Map(Func<T, T> convert)
    {
        T[]? copy = null;
        for (var i = 0; i < Count; i++)
        {
            var item = _items![i];
            var converted = convert(item);
            if (copy is null && !ReferenceEquals(item, converted) && !EqualityComparer<T>.Default.Equals(item, converted))
            {
                copy = AsSpan().ToArray();
            }

            if (copy is not null)
            {
                copy[i] = converted;
            }
        }

        return copy is null ? this : new(copy);
    }

    /// <summary>Index of the first item that fits, or -1.</summary>
    public int FindIndex(Func<T, bool> fits)
    {
        for (var i = 0; i < Count; i++)
        {
            if (fits(_items![i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Enumerates without allocation.</summary>
    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ApiList<T> other) =>
        ReferenceEquals(_items, other._items) || AsSpan().SequenceEqual(other.AsSpan(), EqualityComparer<T>.Default);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ApiList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in AsSpan())
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>Equal items in equal order.</summary>
    public static bool operator ==(ApiList<T> left, ApiList<T> right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(ApiList<T> left, ApiList<T> right) => !left.Equals(right);

    /// <summary>Walks the items of a list.</summary>
    public struct Enumerator(T[] items)
    {
        private int _index = -1;

        /// <summary>The item that the walk is at.</summary>
        public readonly T Current => items[_index];

        /// <summary>Goes to the next item; false at the end.</summary>
        public bool MoveNext() => ++_index < items.Length;
    }
}

/// <summary>Makes <see cref="ApiList{T}"/> values.</summary>
public static class ApiList
{
    /// <summary>A list of the given items; used by collection expressions.</summary>
    public static ApiList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>A list of the given items.</summary>
    public static ApiList<T> ToApiList<T>(this IEnumerable<T> items) => new(items.ToArray());

    /// <summary>Wraps an array that nobody will change again.</summary>
    internal static ApiList<T> Own<T>(T[]? items) => new(items);
}

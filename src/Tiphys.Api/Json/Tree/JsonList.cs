using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Tiphys.Api.Json.Tree;

/// <summary>A list of values; collection expressions make one.</summary>
[CollectionBuilder(typeof(JsonList), nameof(Create))]
public sealed class JsonList : JsonValue, IReadOnlyList<JsonValue>
{
    private readonly JsonValue[] _items;

    internal JsonList(JsonValue[] items) => _items = items;

    /// <summary>The empty list.</summary>
    public static JsonList Empty { get; } = new([]);

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.List;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public JsonValue this[int index] => _items[index];

    /// <summary>A list of these values.</summary>
    public static JsonList Create(ReadOnlySpan<JsonValue> items) => items.IsEmpty ? Empty : new JsonList(items.ToArray());

    /// <summary>The values without a copy.</summary>
    public ReadOnlySpan<JsonValue> AsSpan() => _items;

    /// <summary>The same list with another value at a place.</summary>
    public JsonList SetItem(int index, JsonValue value)
    {
        var items = _items.AsSpan().ToArray();
        items[index] = value;
        return new JsonList(items);
    }

    /// <summary>The same list with one value more at a place.</summary>
    public JsonList Insert(int index, JsonValue value) => [.. _items[..index], value, .. _items[index..]];

    /// <summary>The same list without the value at a place.</summary>
    public JsonList RemoveAt(int index) => [.. _items[..index], .. _items[(index + 1)..]];

    /// <inheritdoc/>
    public override void Write(JsonWriter writer)
    {
        writer.StartArray();
        foreach (var item in _items)
        {
            item.Write(writer);
        }

        writer.EndArray();
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] JsonValue? other) =>
        ReferenceEquals(this, other) || (other is JsonList list && _items.AsSpan().SequenceEqual(list._items));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<JsonValue> GetEnumerator() => ((IEnumerable<JsonValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

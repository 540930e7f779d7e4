using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Tiphys.Api.Json.Tree;

/// <summary>A list of values; collection expressions make one.</summary>
[CollectionBuilder(typeof(JsonList), nameof(Create))]
public sealed class JsonList : JsonValue, IReadOnlyList<JsonValue>
{
    private readonly ReadOnlyMemory<byte> _text;
    private JsonValue[]? _read;

    internal JsonList(JsonValue[] items) => _read = items;

    internal JsonList(ReadOnlyMemory<byte> text) => _text = text;

    /// <summary>The empty list.</summary>
    public static JsonList Empty { get; } = new([]);

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.List;

    // Two readers at the same time read the same items; one of the results is forgotten.
    private JsonValue[] Items => _read ??= JsonView.Items(_text);

    /// <inheritdoc/>
    public int Count => Items.Length;

    /// <inheritdoc/>
    public JsonValue this[int index] => Items[index];

    /// <summary>A list of these values.</summary>
    public static JsonList Create(ReadOnlySpan<JsonValue> items) => items.IsEmpty ? Empty : new JsonList(items.ToArray());

    /// <summary>The values without a copy.</summary>
    public ReadOnlySpan<JsonValue> AsSpan() => Items;

    /// <summary>The same list with another value at a place.</summary>
    public JsonList SetItem(int index, JsonValue value)
    {
        var items = Items.AsSpan().ToArray();
        items[index] = value;
        return new JsonList(items);
    }

    /// <summary>The same list with one value more at a place.</summary>
    public JsonList Insert(int index, JsonValue value) => [.. Items[..index], value, .. Items[index..]];

    /// <summary>The same list without the value at a place.</summary>
    public JsonList RemoveAt(int index) => [.. Items[..index], .. Items[(index + 1)..]];

    /// <inheritdoc/>
    public override bool HasTextOf(JsonValue other) => !_text.IsEmpty && other is JsonList list && _text.Span.SequenceEqual(list._text.Span);

    /// <inheritdoc/>
    public override void Write(JsonWriter writer)
    {
        if (!_text.IsEmpty)
        {
            writer.Raw(_text.Span);
            return;
        }

        writer.StartArray();
        foreach (var item in Items)
        {
            item.Write(writer);
        }

        writer.EndArray();
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] JsonValue? other) =>
        ReferenceEquals(this, other) || (other is JsonList list && (HasTextOf(list) || Items.AsSpan().SequenceEqual(list.Items)));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<JsonValue> GetEnumerator() => ((IEnumerable<JsonValue>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tiphys.Api.Json.Tree;

/// <summary>An object: members in the order in which they were written. Equal maps have equal members in any order.</summary>
public sealed class JsonMap : JsonValue, IReadOnlyCollection<KeyValuePair<string, JsonValue>>
{
    // Up to here a scan is faster than a hash table, and most objects of the API are smaller.
    internal const int ScanLimit = 10;

    private readonly ReadOnlyMemory<byte> _text;
    private KeyValuePair<string, JsonValue>[]? _read;
    private Dictionary<string, int>? _index;

    internal JsonMap(KeyValuePair<string, JsonValue>[] members) => _read = members;

    internal JsonMap(ReadOnlyMemory<byte> text) => _text = text;

    /// <summary>The empty object.</summary>
    public static JsonMap Empty { get; } = new([]);

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Map;

    /// <inheritdoc/>
    public int Count => Members.Length;

    // Two readers at the same time read the same members; one of the results is forgotten.
    private KeyValuePair<string, JsonValue>[] Members => _read ??= JsonView.Members(_text);

    /// <summary>The value of a member, null when there is none.</summary>
    public JsonValue? this[string name] => IndexOf(name) is var at and >= 0 ? Members[at].Value : null;

    /// <summary>An object of these members; of two with one name the later wins.</summary>
    public static JsonMap Of(params ReadOnlySpan<(string Name, JsonValue Value)> members)
    {
        var builder = new JsonMapBuilder(members.Length);
        foreach (var (name, value) in members)
        {
            builder.Set(name, value);
        }

        return builder.ToMap();
    }

    /// <summary>The members without a copy.</summary>
    public ReadOnlySpan<KeyValuePair<string, JsonValue>> AsSpan() => Members;

    /// <summary>True when there is such a member.</summary>
    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>Finds a member.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out JsonValue? value) => (value = this[name]) is not null;

    /// <summary>The same object with a member set; a new one goes to the end.</summary>
    public JsonMap With(string name, JsonValue value)
    {
        var at = IndexOf(name);
        if (at < 0)
        {
            return new JsonMap([.. Members, new(name, value)]);
        }

        var members = Members.AsSpan().ToArray();
        members[at] = new(name, value);
        return new JsonMap(members);
    }

    /// <summary>The same object without a member.</summary>
    public JsonMap Without(string name)
    {
        var at = IndexOf(name);
        return at < 0 ? this : new JsonMap([.. Members[..at], .. Members[(at + 1)..]]);
    }

    /// <summary>The same object with only those members whose name the condition takes.</summary>
    public JsonMap Filter(Func<string, bool> keep)
    {
        var kept = Array.FindAll(Members, member => keep(member.Key));
        return kept.Length == Members.Length ? this : new JsonMap(kept);
    }

    /// <inheritdoc/>
    public override bool HasTextOf(JsonValue other) => !_text.IsEmpty && other is JsonMap map && _text.Span.SequenceEqual(map._text.Span);

    /// <inheritdoc/>
    public override void Write(JsonWriter writer)
    {
        if (!_text.IsEmpty)
        {
            writer.Raw(_text.Span);
            return;
        }

        writer.StartObject();
        foreach (var (name, value) in Members)
        {
            writer.NameOf(name);
            value.Write(writer);
        }

        writer.EndObject();
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] JsonValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is JsonMap map && (HasTextOf(map) || (map.Count == Count && HasMembersOf(map)));
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Members.Length;
        foreach (var (name, value) in Members)
        {
            hash ^= HashCode.Combine(name, value);
        }

        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonValue>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, JsonValue>>)Members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Members.GetEnumerator();

    private bool HasMembersOf(JsonMap map)
    {
        var (left, right) = (Members, map.Members);

        for (var i = 0; i < left.Length; i++)
        {
            var (name, value) = left[i];
            // Two versions of one object mostly have their members at the same places.
            var found = right[i].Key == name ? right[i].Value : map[name];
            if (found is null || !value.Equals(found))
            {
                return false;
            }
        }

        return true;
    }

    private int IndexOf(string name)
    {
        var members = Members;
        if (members.Length > ScanLimit)
        {
            return Index().GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Key == name)
            {
                return i;
            }
        }

        return -1;
    }

    private Dictionary<string, int> Index()
    {
        if (_index is not null)
        {
            return _index;
        }

        var index = new Dictionary<string, int>(Members.Length, StringComparer.Ordinal);
        for (var i = 0; i < Members.Length; i++)
        {
            index[Members[i].Key] = i;
        }

        return _index = index;
    }
}

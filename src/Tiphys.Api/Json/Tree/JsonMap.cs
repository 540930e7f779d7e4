using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tiphys.Api.Json.Tree;

/// <summary>An object: members in the order in which they were written. Equal maps have equal members in any order.</summary>
public sealed class JsonMap : JsonValue, IReadOnlyCollection<KeyValuePair<string, JsonValue>>
{
    // Up to here a scan is faster than a hash table, and most objects of the API are smaller.
    internal const int ScanLimit = 10;

    private readonly KeyValuePair<string, JsonValue>[] _members;
    private Dictionary<string, int>? _index;

    internal JsonMap(KeyValuePair<string, JsonValue>[] members) => _members = members;

    /// <summary>The empty object.</summary>
    public static JsonMap Empty { get; } = new([]);

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Map;

    /// <inheritdoc/>
    public int Count => _members.Length;

    /// <summary>The value of a member, null when there is none.</summary>
    public JsonValue? this[string name] => IndexOf(name) is var at and >= 0 ? _members[at].Value : null;

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
    public ReadOnlySpan<KeyValuePair<string, JsonValue>> AsSpan() => _members;

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
            return new JsonMap([.. _members, new(name, value)]);
        }

        var members = _members.AsSpan().ToArray();
        members[at] = new(name, value);
        return new JsonMap(members);
    }

    /// <summary>The same object without a member.</summary>
    public JsonMap Without(string name)
    {
        var at = IndexOf(name);
        return at < 0 ? this : new JsonMap([.. _members[..at], .. _members[(at + 1)..]]);
    }

    /// <summary>The same object with only those members whose name the condition takes.</summary>
    public JsonMap Filter(Func<string, bool> keep)
    {
        var kept = Array.FindAll(_members, member => keep(member.Key));
        return kept.Length == _members.Length ? this : new JsonMap(kept);
    }

    /// <inheritdoc/>
    public override void Write(JsonWriter writer)
    {
        writer.StartObject();
        foreach (var (name, value) in _members)
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

        if (other is not JsonMap map || map.Count != Count)
        {
            return false;
        }

        for (var i = 0; i < _members.Length; i++)
        {
            var (name, value) = _members[i];
            // Two versions of one object mostly have their members at the same places.
            var found = map._members[i].Key == name ? map._members[i].Value : map[name];
            if (found is null || !value.Equals(found))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = _members.Length;
        foreach (var (name, value) in _members)
        {
            hash ^= HashCode.Combine(name, value);
        }

        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonValue>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, JsonValue>>)_members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _members.GetEnumerator();

    private int IndexOf(string name)
    {
        if (_members.Length > ScanLimit)
        {
            return Index().GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i].Key == name)
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

        var index = new Dictionary<string, int>(_members.Length, StringComparer.Ordinal);
        for (var i = 0; i < _members.Length; i++)
        {
            index[_members[i].Key] = i;
        }

        return _index = index;
    }
}

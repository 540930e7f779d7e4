using System.Diagnostics.CodeAnalysis;

namespace Tiphys.Api.Json.Tree;

/// <summary>Collects the members of a <see cref="JsonMap"/>.</summary>
public sealed class JsonMapBuilder
{
    private readonly List<KeyValuePair<string, JsonValue>> _members;
    private Dictionary<string, int>? _index;

    /// <summary>Starts empty.</summary>
    public JsonMapBuilder(int capacity = 4) => _members = new(capacity);

    /// <summary>Starts with the members of an object.</summary>
    public JsonMapBuilder(JsonMap map)
    {
        _members = new(map.Count + 2);
        _members.AddRange(map.AsSpan());
    }

    /// <summary>Number of members.</summary>
    public int Count => _members.Count;

    /// <summary>The value of a member, null when there is none.</summary>
    public JsonValue? this[string name] => IndexOf(name) is var at and >= 0 ? _members[at].Value : null;

    /// <summary>Finds a member.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out JsonValue? value) => (value = this[name]) is not null;

    /// <summary>Sets a member; a new one goes to the end. False when it was there before.</summary>
    public bool Set(string name, JsonValue value)
    {
        var at = IndexOf(name);
        if (at >= 0)
        {
            _members[at] = new(name, value);
            return false;
        }

        _index?.Add(name, _members.Count);
        _members.Add(new(name, value));
        return true;
    }

    /// <summary>Takes a member away.</summary>
    public void Remove(string name)
    {
        var at = IndexOf(name);
        if (at >= 0)
        {
            _members.RemoveAt(at);
            _index = null;
        }
    }

    /// <summary>The object.</summary>
    public JsonMap ToMap() => _members.Count == 0 ? JsonMap.Empty : new JsonMap([.. _members]);

    internal KeyValuePair<string, JsonValue>[] ToArray() => [.. _members];

    private int IndexOf(string name)
    {
        if (_members.Count > JsonMap.ScanLimit)
        {
            return Index().GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < _members.Count; i++)
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
        if (_index is null)
        {
            _index = new(_members.Count * 2, StringComparer.Ordinal);
            for (var i = 0; i < _members.Count; i++)
            {
                _index[_members[i].Key] = i;
            }
        }

        return _index;
    }
}

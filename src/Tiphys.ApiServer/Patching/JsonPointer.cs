using System.Globalization;
using Tiphys.Api.Json.Tree;

namespace Tiphys.ApiServer.Patching;

/// <summary>The path of a JSON patch operation (RFC 6901). Its methods give the changed document and fail with 422.</summary>
internal readonly struct JsonPointer
{
    private readonly string[] _segments;

    public JsonPointer(string path)
    {
        // Upstream drops whatever stands before the first slash.
        var parts = path.Split('/');
        IsRoot = path.Length == 0;
        _segments = [.. parts.Skip(1).Select(Decode)];
    }

    /// <summary>True when the path is the whole document.</summary>
    public bool IsRoot { get; }

    /// <summary>The value, null for a missing member of an object.</summary>
    public JsonValue? Get(JsonValue document)
    {
        var container = document;
        foreach (var segment in Parents())
        {
            container = Child(container, segment) ?? throw PatchErrors.Rejected();
        }

        return Child(container, _segments[^1]);
    }

    /// <summary>The value for a test: as <see cref="Get"/>, and the whole document for the empty path.</summary>
    public JsonValue? Find(JsonValue document) => IsRoot ? document : Get(document);

    public JsonValue Add(JsonValue document, JsonValue value) => Edit(document, 0, (container, key) => container switch
    {
        JsonMap map => map.With(key, value),
        JsonList list => list.Insert(InsertIndex(list, key), value),
        _ => throw PatchErrors.Rejected(),
    });

    public JsonValue Replace(JsonValue document, JsonValue value)
    {
        if (IsRoot)
        {
            return value is JsonMap or JsonList ? value : document;
        }

        return Edit(document, 0, (container, key) => container switch
        {
            JsonMap map => map.With(key, value),
            JsonList list => list.SetItem(Index(list, key), value),
            _ => throw PatchErrors.Rejected(),
        });
    }

    public JsonValue Remove(JsonValue document) => Edit(document, 0, (container, key) => container switch
    {
        JsonMap map when map.Has(key) => map.Without(key),
        JsonList list => list.RemoveAt(Index(list, key)),
        _ => throw PatchErrors.Rejected(),
    });

    private static string Decode(string segment) => segment.Contains('~', StringComparison.Ordinal)
        ? segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
        : segment;

    private static JsonValue? Child(JsonValue container, string key) => container switch
    {
        JsonMap map => map[key],
        JsonList list => list[Index(list, key)],
        _ => throw PatchErrors.Rejected(),
    };

    private static int Index(JsonList list, string key)
    {
        var index = Number(key);
        index = index < 0 ? index + list.Count : index;
        return index >= 0 && index < list.Count ? index : throw PatchErrors.Rejected();
    }

    private static int InsertIndex(JsonList list, string key)
    {
        if (key == "-")
        {
            return list.Count;
        }

        var index = Number(key);
        index = index < 0 ? index + list.Count + 1 : index;
        return index >= 0 && index <= list.Count ? index : throw PatchErrors.Rejected();
    }

    private static int Number(string key) =>
        int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index : throw PatchErrors.Rejected();

    private ReadOnlySpan<string> Parents() => _segments.Length == 0 ? throw PatchErrors.Rejected() : _segments.AsSpan(0, _segments.Length - 1);

    private JsonValue Edit(JsonValue container, int depth, Func<JsonValue, string, JsonValue> edit)
    {
        if (_segments.Length == 0)
        {
            throw PatchErrors.Rejected();
        }

        var key = _segments[depth];
        if (depth == _segments.Length - 1)
        {
            return edit(container, key);
        }

        var child = Edit(Child(container, key) ?? throw PatchErrors.Rejected(), depth + 1, edit);
        return container is JsonMap map ? map.With(key, child) : ((JsonList)container).SetItem(Index((JsonList)container, key), child);
    }
}

using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Merges an applied configuration into an object by schema.</summary>
internal static class TypedMerger
{
    /// <summary>The live value with what the configuration says; null when nothing is left.</summary>
    public static JsonValue? Merge(Schema schema, JsonValue? live, JsonValue? applied)
    {
        var shape = TypedShape.Of(schema, applied ?? live);
        if (TypedShape.IsAtomic(schema, shape))
        {
            return applied ?? live;
        }

        if (shape == ShapeKind.Map)
        {
            var (left, right) = (live as JsonMap ?? JsonMap.Empty, applied as JsonMap ?? JsonMap.Empty);
            return left.Count == 0 && right.Count == 0 ? applied ?? live : MergeMaps(schema, left, right);
        }

        var (before, after) = (live as JsonList ?? JsonList.Empty, applied as JsonList ?? JsonList.Empty);
        return before.Count == 0 && after.Count == 0 ? applied ?? live : MergeLists(schema, before, after);
    }

    private static JsonMap MergeMaps(Schema schema, JsonMap live, JsonMap applied)
    {
        var merged = new JsonMapBuilder(live);
        foreach (var (name, value) in applied)
        {
            if (Merge(TypedShape.Member(schema, name) ?? ScalarSchemas.Any, live[name], value) is { } result)
            {
                merged.Set(name, result);
            }
        }

        return merged.ToMap();
    }

    /// <summary>Applied items keep the applied order, foreign ones their place as far as the two go together.</summary>
    private static JsonList MergeLists(Schema schema, JsonList live, JsonList applied)
    {
        var left = new Items(schema, live);
        var right = new Items(schema, applied);
        var shared = new Queue<string>(right.Elements.Where(left.Contains));
        var merged = new List<JsonValue>(live.Count + applied.Count);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var item = TypedShape.Item(schema);
        for (var (l, r) = (0, 0); l < left.Count || r < right.Count;)
        {
            var current = l < left.Count ? left.Elements[l] : null;
            if (current is not null && r < right.Count && current != right.Elements[r] && right.Contains(current)
                && shared.TryPeek(out var next) && next != current)
            {
                // A shared item whose turn comes later.
                l++;
                continue;
            }

            if (current is not null && !right.Contains(current))
            {
                merged.Add(left.Values[l++]);
                continue;
            }

            if (current is not null && (done.Contains(current) || (r < right.Count && current == right.Elements[r])))
            {
                l++;
            }

            if (r < right.Count)
            {
                var element = right.Elements[r];
                done.Add(element);
                merged.Add(Merge(item, left.Find(element), right.Values[r++])!);
                if (shared.TryPeek(out var expected) && expected == element)
                {
                    shared.Dequeue();
                }
            }
        }

        return JsonList.Create([.. merged]);
    }

    /// <summary>The items of a list with their steps.</summary>
    private sealed class Items
    {
        private readonly Dictionary<string, JsonValue?> _byElement = new(StringComparer.Ordinal);

        public Items(Schema schema, JsonList list)
        {
            foreach (var item in list)
            {
                if (TypedShape.ItemElement(schema, item, out _) is { } element)
                {
                    Elements.Add(element);
                    Values.Add(item);
                    // Items that are there several times do not merge.
                    _byElement[element] = _byElement.ContainsKey(element) ? null : item;
                }
            }
        }

        public List<string> Elements { get; } = [];

        public List<JsonValue> Values { get; } = [];

        public int Count => Elements.Count;

        public bool Contains(string element) => _byElement.ContainsKey(element);

        public JsonValue? Find(string element) => _byElement.GetValueOrDefault(element);
    }
}

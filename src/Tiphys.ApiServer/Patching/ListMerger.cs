using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.Patching;

/// <summary>Merges one list of a strategic merge patch.</summary>
internal static class ListMerger
{
    public static JsonList Merge(JsonList original, JsonList patch, SchemaField field, bool deletes)
    {
        if (MapMerger.Strategy(field) != "merge" && !deletes)
        {
            return patch;
        }

        if (original.Count == 0 && patch.Count == 0)
        {
            return original;
        }

        return CheckSameKind(original, patch) == JsonKind.Map
            ? MergeMaps(original, patch, field)
            : MergeScalars(original, patch, deletes);
    }

    /// <summary>The kind of all items of both lists.</summary>
    public static JsonKind CheckSameKind(JsonList left, JsonList right)
    {
        JsonKind? kind = null;
        foreach (var item in left.Concat(right))
        {
            if (kind is null && item is JsonList)
            {
                throw PatchErrors.Rejected();
            }

            kind ??= item.Kind;
            if (kind != item.Kind)
            {
                throw PatchErrors.Unclassified($"list element types are not identical: {GoText.Format([left, right])}");
            }
        }

        return kind ?? throw PatchErrors.Unclassified("no elements in any of the given slices");
    }

    public static JsonValue KeyOf(JsonValue item, string mergeKey) => item is JsonMap map
        ? map[mergeKey] ?? throw PatchErrors.Unclassified($"map: {GoText.Format(map)} does not contain declared merge key: {mergeKey}")
        : throw PatchErrors.Unclassified("value for key 0 is not a map");

    private static JsonList MergeScalars(JsonList original, JsonList patch, bool deletes)
    {
        if (deletes)
        {
            var gone = patch.ToHashSet();
            return JsonList.Create([.. original.Where(item => !gone.Contains(item))]);
        }

        List<JsonValue> merged = [.. original.Concat(patch).Distinct()];
        return ElementOrder.Arrange(merged, patch, original, "");
    }

    private static JsonList MergeMaps(JsonList original, JsonList patch, SchemaField field)
    {
        var mergeKey = field.PatchMergeKey ?? "";
        if (mergeKey.Length == 0)
        {
            throw PatchErrors.Unclassified("cannot merge lists without merge key for struct");
        }

        var (live, changes) = TakeDirectives(original, patch, mergeKey);
        var merged = live.ToList();
        foreach (var change in changes)
        {
            MergeItem(merged, (JsonMap)change, mergeKey, field.Schema.Items);
        }

        return ElementOrder.Arrange(merged, JsonList.Create([.. changes]), JsonList.Create([.. live]), mergeKey);
    }

    private static void MergeItem(List<JsonValue> merged, JsonMap change, string mergeKey, Schema? schema)
    {
        var at = Find(merged, mergeKey, KeyOf(change, mergeKey));
        if (at < 0)
        {
            merged.Add(change);
        }
        else
        {
            merged[at] = MapMerger.Merge((JsonMap)merged[at], change, schema);
        }
    }

    private static int Find(List<JsonValue> items, string mergeKey, JsonValue key) =>
        items.FindIndex(item => item is JsonMap map && key.Equals(map[mergeKey]));

    private static (List<JsonValue> Live, List<JsonValue> Changes) TakeDirectives(JsonList original, JsonList patch, string mergeKey)
    {
        var live = original.ToList();
        var changes = new List<JsonValue>();
        var replaces = false;
        foreach (var item in patch.Cast<JsonMap>())
        {
            if (!item.TryGet(StrategicMergePatch.Directive, out var directive))
            {
                changes.Add(item);
                continue;
            }

            switch ((directive as JsonText)?.Value)
            {
                case "delete":
                    var key = KeyOf(item, mergeKey);
                    live.RemoveAll(candidate => candidate is JsonMap map && key.Equals(map[mergeKey]));
                    break;
                case "replace":
                    replaces = true;
                    break;
                case "merge":
                    throw PatchErrors.Unclassified("merging lists cannot yet be specified in the patch");
                default:
                    throw MapMerger.UnknownDirective(directive, item);
            }
        }

        return replaces ? (changes, []) : (live, changes);
    }
}

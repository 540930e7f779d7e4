using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.Patching;

/// <summary>
/// The order of a merged list: items that the patch names keep the patch's order, the others the live one; where the two
/// meet the live order decides as far as it knows both, and new items go first.
/// </summary>
internal static class ElementOrder
{
    /// <summary>Fails when the patch's items do not stand in the given order, or are missing from it.</summary>
    public static void Check(JsonList? changes, JsonList order, string mergeKey)
    {
        if (changes is null || changes.Count == 0 || order.Count == 0)
        {
            // Upstream refuses an order without a list only when the list is something else.
            return;
        }

        var at = 0;
        foreach (var item in changes)
        {
            if (item is JsonMap map && map.Has(StrategicMergePatch.Directive))
            {
                continue;
            }

            while (at < order.Count && !Key(item, mergeKey).Equals(Key(order[at], mergeKey)))
            {
                at++;
            }

            if (at++ >= order.Count)
            {
                throw PatchErrors.Unclassified(
                    $"The order in patch list:\n{GoText.Format(changes as JsonValue)}\n doesn't match $setElementOrder list:\n{GoText.Format(order as JsonValue)}\n");
            }
        }
    }

    /// <summary>Merges a list whose order the patch gives.</summary>
    public static JsonList Merge(JsonList? live, JsonList? changes, JsonList order, SchemaField field)
    {
        var merged = (live, changes) switch
        {
            (not null, null) => live,
            (null, not null) => (JsonList)Directives.Remove(changes, dropNulls: false)!,
            _ => ListMerger.Merge(live!, changes!, field, deletes: false),
        };
        ListMerger.CheckSameKind(live ?? JsonList.Empty, changes ?? JsonList.Empty);
        return Arrange([.. merged], order, live ?? JsonList.Empty, field.PatchMergeKey ?? "");
    }

    /// <summary>Puts items in order.</summary>
    /// <param name="items">What is to be ordered.</param>
    /// <param name="patchOrder">Items (or their keys) that the patch names, in its order.</param>
    /// <param name="liveOrder">The list as it was.</param>
    /// <param name="mergeKey">Key of the items, empty for scalars.</param>
    public static JsonList Arrange(List<JsonValue> items, JsonList patchOrder, JsonList liveOrder, string mergeKey)
    {
        var inPatch = Places(patchOrder, mergeKey);
        var inLive = Places(liveOrder, mergeKey);
        var named = items.Where(item => inPatch.ContainsKey(Key(item, mergeKey))).OrderBy(item => inPatch[Key(item, mergeKey)]).ToList();
        var others = items.Where(item => !inPatch.ContainsKey(Key(item, mergeKey)))
            .OrderBy(item => inLive.GetValueOrDefault(Key(item, mergeKey), int.MaxValue)).ToList();
        return JsonList.Create([.. Interleave(others, named, inLive, mergeKey)]);
    }

    private static List<JsonValue> Interleave(List<JsonValue> left, List<JsonValue> right, Dictionary<JsonValue, int> live, string mergeKey)
    {
        var merged = new List<JsonValue>(left.Count + right.Count);
        var (i, j) = (0, 0);
        while (i < left.Count || j < right.Count)
        {
            var takeLeft = j >= right.Count || (i < left.Count && IsBefore(left[i], right[j], live, mergeKey));
            merged.Add(takeLeft ? left[i++] : right[j++]);
        }

        return merged;
    }

    private static bool IsBefore(JsonValue left, JsonValue right, Dictionary<JsonValue, int> live, string mergeKey) =>
        live.TryGetValue(Key(left, mergeKey), out var leftAt) && live.TryGetValue(Key(right, mergeKey), out var rightAt) && leftAt < rightAt;

    private static Dictionary<JsonValue, int> Places(JsonList list, string mergeKey)
    {
        var places = new Dictionary<JsonValue, int>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            places.TryAdd(Key(list[i], mergeKey), i);
        }

        return places;
    }

    private static JsonValue Key(JsonValue item, string mergeKey) => mergeKey.Length == 0 ? item : ListMerger.KeyOf(item, mergeKey);
}

using Tiphys.Api.Json.Tree;

namespace Tiphys.ApiServer.Patching;

/// <summary>Cleans what a strategic merge patch adds as new.</summary>
internal static class Directives
{
    /// <summary>
    /// The value without the objects that are nothing but a directive; null when it is one itself. With
    /// <paramref name="dropNulls"/> also without members that are null.
    /// </summary>
    public static JsonValue? Remove(JsonValue value, bool dropNulls) => value switch
    {
        JsonMap map => RemoveFromMap(map, dropNulls),
        JsonList list => JsonList.Create([.. list.Select(item => Remove(item, dropNulls)).OfType<JsonValue>()]),
        _ => value,
    };

    private static JsonMap? RemoveFromMap(JsonMap map, bool dropNulls)
    {
        if (map.Has(StrategicMergePatch.Directive))
        {
            return null;
        }

        var kept = new JsonMapBuilder(map.Count);
        foreach (var (name, member) in map)
        {
            if (!(dropNulls && member.IsNull) && Remove(member, dropNulls) is { } clean)
            {
                kept.Set(name, clean);
            }
        }

        return kept.ToMap();
    }
}

using Tiphys.Api.Errors;
using Tiphys.Api.Json.Tree;

namespace Tiphys.ApiServer.Patching;

/// <summary>JSON merge patch (RFC 7386): objects merge, <c>null</c> removes, everything else replaces.</summary>
public static class MergePatch
{
    /// <summary>Applies a patch.</summary>
    /// <exception cref="ApiException">400 when the patch is no object.</exception>
    public static JsonValue Apply(JsonValue document, JsonValue patch) => patch switch
    {
        JsonMap => Merge(document, patch),
        JsonNull => throw StatusErrors.BadRequest("Invalid JSON Patch"),
        _ => throw PatchErrors.WrongShape(patch, "map[string]interface {}", "error decoding patch: "),
    };

    /// <summary>The smallest patch that makes <paramref name="modified"/> of <paramref name="original"/>.</summary>
    public static JsonMap Diff(JsonMap original, JsonMap modified)
    {
        var patch = new JsonMapBuilder();
        foreach (var (name, value) in modified)
        {
            var before = original[name];
            if (before is JsonMap from && value is JsonMap to)
            {
                if (Diff(from, to) is { Count: > 0 } inner)
                {
                    patch.Set(name, inner);
                }
            }
            else if (!value.Equals(before))
            {
                patch.Set(name, value);
            }
        }

        foreach (var (name, _) in original)
        {
            if (!modified.Has(name))
            {
                patch.Set(name, JsonNull.Instance);
            }
        }

        return patch.ToMap();
    }

    private static JsonValue Merge(JsonValue? current, JsonValue patch)
    {
        if (current is not JsonMap map)
        {
            return WithoutNulls(patch);
        }

        if (patch is not JsonMap changes)
        {
            return patch;
        }

        var merged = new JsonMapBuilder(map);
        foreach (var (name, value) in changes)
        {
            if (value.IsNull)
            {
                merged.Remove(name);
            }
            else
            {
                merged.Set(name, Merge(merged[name], value));
            }
        }

        return merged.ToMap();
    }

    private static JsonValue WithoutNulls(JsonValue value)
    {
        switch (value)
        {
            case JsonMap map:
                var kept = new JsonMapBuilder(map.Count);
                foreach (var (name, member) in map)
                {
                    if (!member.IsNull)
                    {
                        kept.Set(name, WithoutNulls(member));
                    }
                }

                return kept.ToMap();
            case JsonList list:
                return JsonList.Create([.. list.Select(WithoutNulls)]);
            default:
                return value;
        }
    }
}

using Tiphys.Api.Errors;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.Patching;

/// <summary>Merges one object of a strategic merge patch.</summary>
internal static class MapMerger
{
    public static JsonMap Merge(JsonMap original, JsonMap patch, Schema? schema)
    {
        if (patch.TryGet(StrategicMergePatch.Directive, out var directive))
        {
            return (directive as JsonText)?.Value switch
            {
                "replace" => patch.Without(StrategicMergePatch.Directive),
                "delete" => JsonMap.Empty,
                _ => throw UnknownDirective(directive, patch),
            };
        }

        var merged = new JsonMapBuilder(RetainKeys(original, patch));
        var rest = new JsonMapBuilder(patch.Without(StrategicMergePatch.RetainKeys));
        MergeOrdered(merged, rest, patch, schema);
        foreach (var (name, value) in rest.ToMap())
        {
            MergeMember(merged, name, value, schema);
        }

        return merged.ToMap();
    }

    public static ApiException UnknownDirective(JsonValue directive, JsonMap patch) =>
        PatchErrors.Unclassified($"unknown patch type: {GoText.Format(directive)} in map: {GoText.Format(patch)}");

    private static JsonMap RetainKeys(JsonMap original, JsonMap patch)
    {
        if (!patch.TryGet(StrategicMergePatch.RetainKeys, out var directive))
        {
            return original;
        }

        if (directive is not JsonList keys)
        {
            throw BadRetainKeys();
        }

        var retained = keys.OfType<JsonText>().Select(key => key.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in patch)
        {
            if (!value.IsNull && name != StrategicMergePatch.RetainKeys && !IsListDirective(name) && !retained.Contains(name))
            {
                throw BadRetainKeys();
            }
        }

        return original.Filter(retained.Contains);
    }

    private static ApiException BadRetainKeys() => StatusErrors.BadRequest("invalid patch format of retainKeys");

    private static bool IsListDirective(string name) =>
        name.StartsWith(StrategicMergePatch.DeleteFromList, StringComparison.Ordinal) || name.StartsWith(StrategicMergePatch.ElementOrder, StringComparison.Ordinal);

    /// <summary>Merges the lists whose order the patch gives, and takes them out of the rest of the patch.</summary>
    private static void MergeOrdered(JsonMapBuilder merged, JsonMapBuilder rest, JsonMap patch, Schema? schema)
    {
        foreach (var (directive, value) in patch)
        {
            if (!directive.StartsWith(StrategicMergePatch.ElementOrder, StringComparison.Ordinal))
            {
                continue;
            }

            rest.Remove(directive);
            var order = AsList(value);
            var name = TargetOf(directive, StrategicMergePatch.ElementOrder, "invalid patch format of setElementOrder list");
            var live = merged[name] is { } found ? AsList(found) : null;
            var changes = rest[name] is { } given ? AsList(given) : null;
            var field = FieldOf(schema, name, list: true);
            ElementOrder.Check(changes, order, field.PatchMergeKey ?? "");
            if (live is not null || changes is not null)
            {
                merged.Set(name, ElementOrder.Merge(live, changes, order, field));
                rest.Remove(name);
            }
        }
    }

    private static void MergeMember(JsonMapBuilder merged, string name, JsonValue value, Schema? schema)
    {
        var deletes = name.StartsWith(StrategicMergePatch.DeleteFromList, StringComparison.Ordinal);
        if (deletes)
        {
            name = TargetOf(name, StrategicMergePatch.DeleteFromList, "invalid patch format of primitive list");
        }

        if (value.IsNull)
        {
            merged.Remove(name);
            return;
        }

        var current = merged[name];
        if (current is JsonMap map && value is JsonMap changes)
        {
            var field = FieldOf(schema, name, list: false);
            merged.Set(name, Strategy(field) == "replace" ? changes : Merge(map, changes, field.Schema));
        }
        else if (current is JsonList list && value is JsonList items)
        {
            merged.Set(name, ListMerger.Merge(list, items, FieldOf(schema, name, list: true), deletes));
        }
        else if (!deletes || (current is not null && IsSameScalar(current, value)))
        {
            SetNew(merged, name, value);
        }
    }

    // Upstream replaces a scalar by a deletion directive of the same type; harmless, and kept so that both agree.
    private static bool IsSameScalar(JsonValue current, JsonValue value) =>
        current.Kind == value.Kind && value is JsonText or JsonNumber or JsonBoolean;

    private static void SetNew(JsonMapBuilder merged, string name, JsonValue value)
    {
        if (Directives.Remove(value, dropNulls: true) is { } clean)
        {
            merged.Set(name, clean);
        }
        else
        {
            merged.Remove(name);
        }
    }

    private static JsonList AsList(JsonValue value) =>
        value as JsonList ?? throw PatchErrors.Unclassified($"expected a []interface {{}}, but received a {GoType(value)}");

    private static string GoType(JsonValue value) => value switch
    {
        JsonMap => "map[string]interface {}",
        JsonText => "string",
        JsonBoolean => "bool",
        JsonNumber number => number.TryInteger(out _) ? "int64" : "float64",
        _ => "%!s(<nil>)",
    };

    private static string TargetOf(string directive, string prefix, string problem)
    {
        var slash = directive.IndexOf('/', StringComparison.Ordinal);
        return slash == prefix.Length ? directive[(slash + 1)..] : throw StatusErrors.BadRequest(problem);
    }

    private static SchemaField FieldOf(Schema? schema, string name, bool list)
    {
        if (schema is null || schema.Kind != SchemaKind.Object)
        {
            var kind = schema?.Kind == SchemaKind.Map ? "map" : "interface";
            throw PatchErrors.Unclassified($"merging an object in json but data type is not struct, instead is: {kind}");
        }

        var typeName = schema.TypeName ?? schema.Name ?? "";
        var field = schema.Field(name) ?? throw PatchErrors.Unclassified(
            $"unable to find api field in struct {typeName[(typeName.LastIndexOf('.') + 1)..]} for the json field \"{name}\"");
        return !list || field.Schema.Kind == SchemaKind.List
            ? field
            : throw PatchErrors.Unclassified("expected slice or array type, but got: struct");
    }

    /// <summary>How a field merges, without the hint that tools retain keys.</summary>
    public static string Strategy(SchemaField field) =>
        field.PatchStrategy?.Split(',').FirstOrDefault(strategy => strategy != "retainKeys") ?? "";
}

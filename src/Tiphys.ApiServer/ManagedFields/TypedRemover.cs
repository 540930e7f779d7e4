using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Takes a set of fields out of an object.</summary>
internal static class TypedRemover
{
    /// <summary>The object without the fields.</summary>
    public static JsonMap Remove(Schema schema, JsonMap value, FieldSet fields) => (JsonMap)RemoveFrom(schema, value, fields);

    private static JsonValue RemoveFrom(Schema schema, JsonValue value, FieldSet fields)
    {
        var shape = TypedShape.Of(schema, value);
        return shape switch
        {
            // What is owned as a whole goes as a whole, and its container stays.
            ShapeKind.Map when value is JsonMap map => TypedShape.IsAtomic(schema, shape) ? JsonMap.Empty : RemoveMembers(schema, map, fields),
            ShapeKind.List when value is JsonList list => TypedShape.IsAtomic(schema, shape) ? JsonList.Empty : RemoveItems(schema, list, fields),
            _ => value,
        };
    }

    private static JsonMap RemoveMembers(Schema schema, JsonMap map, FieldSet fields)
    {
        var kept = new JsonMapBuilder(map.Count);
        foreach (var (name, value) in map)
        {
            if (Keep(fields, PathElement.Field(name), TypedShape.Member(schema, name) ?? ScalarSchemas.Any, value) is { } rest)
            {
                kept.Set(name, rest);
            }
        }

        return kept.ToMap();
    }

    private static JsonList RemoveItems(Schema schema, JsonList list, FieldSet fields)
    {
        var item = TypedShape.Item(schema);
        return JsonList.Create([.. list
            .Select(value => TypedShape.ItemElement(schema, value, out _) is { } element ? Keep(fields, element, item, value) : value)
            .OfType<JsonValue>()]);
    }

    private static JsonValue? Keep(FieldSet fields, string element, Schema schema, JsonValue value) => fields.Child(element) switch
    {
        null => value,
        { IsMember: true } => null,
        var inner => RemoveFrom(schema, value, inner),
    };
}

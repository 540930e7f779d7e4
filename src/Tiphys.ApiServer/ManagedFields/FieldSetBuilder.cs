using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Computes the set of fields that an object has.</summary>
internal static class FieldSetBuilder
{
    /// <summary>The fields of an object.</summary>
    public static FieldSet Of(Schema schema, JsonValue value)
    {
        var set = new FieldSet();
        Add(set, schema, value);
        set.IsMember = false;
        return set;
    }

    private static void Add(FieldSet node, Schema schema, JsonValue value)
    {
        var shape = TypedShape.Of(schema, value);
        if (TypedShape.IsAtomic(schema, shape))
        {
            node.IsMember = true;
        }
        else if (shape == ShapeKind.Map && value is JsonMap map)
        {
            AddMembers(node, schema, map);
        }
        else if (shape == ShapeKind.List && value is JsonList list)
        {
            AddItems(node, schema, list);
        }
    }

    private static void AddMembers(FieldSet node, Schema schema, JsonMap map)
    {
        foreach (var (name, value) in map)
        {
            if (TypedShape.Member(schema, name) is not { } member)
            {
                continue;
            }

            var child = node.Descend(PathElement.Field(name));
            Add(child, member, value);
            child.IsMember |= value is JsonNull or JsonMap { Count: 0 } || !TypedShape.IsField(schema, name);
        }
    }

    private static void AddItems(FieldSet node, Schema schema, JsonList list)
    {
        var seen = new Dictionary<string, JsonValue?>(list.Count, StringComparer.Ordinal);
        foreach (var item in list)
        {
            if (TypedShape.ItemElement(schema, item, out _) is { } element && !seen.TryAdd(element, item))
            {
                // Of items that are there twice only the fact is kept.
                seen[element] = null;
            }
        }

        foreach (var (element, item) in seen)
        {
            var child = node.Descend(element);
            if (item is not null)
            {
                Add(child, TypedShape.Item(schema), item);
            }

            child.IsMember = true;
        }
    }
}

using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Computes the set of fields that an object has.</summary>
internal readonly struct FieldSetBuilder
{
    private readonly bool _everything;

    private FieldSetBuilder(bool everything) => _everything = everything;

    /// <summary>The fields of an object: those that hold a value, and the items and keys that they are under.</summary>
    public static FieldSet Of(Schema schema, JsonValue value) => new FieldSetBuilder(everything: false).Build(schema, value, isMember: false);

    /// <summary>The same with everything on the way a member, as all of it is new.</summary>
    public static FieldSet Everything(Schema schema, JsonValue value) => new FieldSetBuilder(everything: true).Build(schema, value, isMember: true);

    private FieldSet Build(Schema schema, JsonValue value, bool isMember)
    {
        var shape = TypedShape.Of(schema, value);
        return TypedShape.IsAtomic(schema, shape) ? FieldSet.Leaf : (shape, value) switch
        {
            (ShapeKind.Map, JsonMap map) => FieldSet.Of(Members(schema, map), isMember),
            (ShapeKind.List, JsonList list) => FieldSet.Of(Items(schema, list), isMember),
            _ => FieldSet.Of(null, isMember),
        };
    }

    private FieldSetChildren? Members(Schema schema, JsonMap map)
    {
        if (map.Count == 0)
        {
            return null;
        }

        var children = new FieldSetChildren(map.Count);
        foreach (var (name, value) in map.AsSpan())
        {
            if (TypedShape.Member(schema, name) is { } member)
            {
                var isMember = _everything || value is JsonNull or JsonMap { Count: 0 } || !TypedShape.IsField(schema, name);
                var child = Build(member, value, isMember);
                if (!child.IsEmpty)
                {
                    children.Add(PathElement.Field(name), child);
                }
            }
        }

        return children;
    }

    private FieldSetChildren? Items(Schema schema, JsonList list)
    {
        if (list.Count == 0)
        {
            return null;
        }

        var children = new FieldSetChildren(list.Count);
        foreach (var item in list.AsSpan())
        {
            if (TypedShape.ItemElement(schema, item, out _) is { } element)
            {
                // Of items that are there twice only the fact is kept.
                children.Set(element, children.TryGet(element, out _) ? FieldSet.Leaf : Build(TypedShape.Item(schema), item, isMember: true));
            }
        }

        return children;
    }
}

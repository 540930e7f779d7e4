using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>How apply looks at a value.</summary>
internal enum ShapeKind
{
    /// <summary>One value without parts.</summary>
    Scalar,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object or map.</summary>
    Map,
}

/// <summary>What a schema says about the parts of a value.</summary>
internal static class TypedShape
{
    private static readonly Schema Untyped = new() { Kind = SchemaKind.Any, PreserveUnknownFields = true };

    /// <summary>How apply looks at a value: by its schema, or by itself where the schema leaves it open.</summary>
    public static ShapeKind Of(Schema schema, JsonValue? value) => schema.Kind switch
    {
        SchemaKind.Object or SchemaKind.Map => ShapeKind.Map,
        SchemaKind.List => ShapeKind.List,
        SchemaKind.Any => value switch
        {
            null or JsonNull or JsonMap => ShapeKind.Map,
            JsonList => ShapeKind.List,
            _ => ShapeKind.Scalar,
        },
        _ => ShapeKind.Scalar,
    };

    /// <summary>True when the value is owned as a whole.</summary>
    public static bool IsAtomic(Schema schema, ShapeKind shape) => shape switch
    {
        ShapeKind.List => schema.Kind != SchemaKind.List || schema.ListType == ListType.Atomic,
        ShapeKind.Map => schema.Atomic,
        _ => true,
    };

    /// <summary>Schema of a member; null when the schema does not know it.</summary>
    public static Schema? Member(Schema schema, string name) => schema.Kind switch
    {
        SchemaKind.Object => schema.Field(name)?.Schema ?? (schema.PreserveUnknownFields ? Untyped : null),
        SchemaKind.Map => schema.Items ?? Untyped,
        _ => Untyped,
    };

    /// <summary>Schema of the items of a list.</summary>
    public static Schema Item(Schema schema) => schema.Items ?? Untyped;

    /// <summary>True when the member is a declared field, not a free key.</summary>
    public static bool IsField(Schema schema, string name) => schema.Kind == SchemaKind.Object && schema.Field(name) is not null;

    /// <summary>The step to an item of a list map or set.</summary>
    /// <param name="schema">Schema of the list.</param>
    /// <param name="item">The item.</param>
    /// <param name="problem">Why the item has no step.</param>
    public static string? ItemElement(Schema schema, JsonValue item, out string? problem)
    {
        problem = schema.ListType == ListType.Map ? KeyProblem(item) : ValueProblem(item);
        if (problem is not null)
        {
            return null;
        }

        if (schema.ListType != ListType.Map)
        {
            return PathElement.Value(item);
        }

        var keys = Keys(schema, (JsonMap)item);
        if (keys.Count == 0)
        {
            problem = $"associative list with keys has an element that omits all key fields [{string.Join(' ', schema.ListMapKeys.Select(key => $"\"{key}\""))}]"
                + " (and doesn't have default values for any key fields)";
            return null;
        }

        return PathElement.Key(keys);
    }

    private static List<KeyValuePair<string, JsonValue>> Keys(Schema schema, JsonMap item)
    {
        var keys = new List<KeyValuePair<string, JsonValue>>(schema.ListMapKeys.Count);
        foreach (var name in schema.ListMapKeys)
        {
            if ((item[name] ?? Default(TypedShape.Item(schema), name)) is { } value)
            {
                keys.Add(new(name, value));
            }
        }

        return keys;
    }

    private static JsonValue? Default(Schema item, string name)
    {
        if (item.Field(name) is not { } field)
        {
            return null;
        }

        if (field.Default is { } json)
        {
            return JsonValue.Parse(json);
        }

        // A field that is always written has its zero value as default.
        return field.OmitEmpty || field.Pointer ? null : field.Schema.Kind switch
        {
            SchemaKind.String => JsonText.Empty,
            SchemaKind.Integer => JsonNumber.Of(0),
            SchemaKind.Boolean => JsonBoolean.False,
            _ => null,
        };
    }

    private static string? KeyProblem(JsonValue item) => item switch
    {
        JsonMap => null,
        JsonNull => "associative list with keys may not have a null element",
        _ => "associative list with keys may not have non-map elements",
    };

    private static string? ValueProblem(JsonValue item) => item switch
    {
        JsonMap => "associative list without keys has an element that's a map type",
        JsonList => "not supported: associative list with lists as elements",
        JsonNull => "associative list without keys has an element that's an explicit null",
        _ => null,
    };
}

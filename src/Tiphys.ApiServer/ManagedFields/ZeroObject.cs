using System.Runtime.CompilerServices;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>
/// The object that a create is compared with: not nothing, but the empty value of the type with the fields that are always
/// written, so that <c>spec</c> itself counts as there before.
/// </summary>
internal static class ZeroObject
{
    private static readonly ConditionalWeakTable<Schema, JsonMap> Known = [];

    /// <summary>The empty object of a type.</summary>
    public static JsonMap Of(Schema schema) => Known.GetValue(schema, Build);

    private static JsonMap Build(Schema schema)
    {
        var members = new JsonMapBuilder();
        foreach (var field in schema.Fields)
        {
            if (Value(field) is { } value)
            {
                members.Set(field.Name, value);
            }
        }

        return members.ToMap();
    }

    // A struct is written even when it may be left out empty, unless it is a pointer.
    private static JsonValue? Value(SchemaField field) => field switch
    {
        { Pointer: true, OmitEmpty: true } => null,
        { Pointer: true } => JsonNull.Instance,
        { Schema: { Kind: SchemaKind.Object, PreserveUnknownFields: false } schema } => Build(schema),
        { Schema: { Kind: SchemaKind.String, Format: "date-time" } } => JsonNull.Instance,
        { OmitEmpty: true } => null,
        { Schema.Kind: SchemaKind.String, Schema.Format: null } => JsonText.Empty,
        { Schema.Kind: SchemaKind.Integer or SchemaKind.Number } => JsonNumber.Of(0),
        { Schema.Kind: SchemaKind.Boolean } => JsonBoolean.False,
        _ => JsonNull.Instance,
    };
}

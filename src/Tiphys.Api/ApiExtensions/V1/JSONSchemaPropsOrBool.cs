using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Either a schema, or true or false for "anything" or "nothing"; a schema implies true.</summary>
public sealed record JSONSchemaPropsOrBool : IApiType<JSONSchemaPropsOrBool>
{
    /// <summary>True when values are allowed.</summary>
    public bool Allows { get; init; }

    /// <summary>The schema that values must fit; null when there is none.</summary>
    public JSONSchemaProps? Schema { get; init; }

    /// <summary>The shared value in which nothing is set.</summary>
    public static JSONSchemaPropsOrBool Empty { get; } = new();

    public static Schema TypeSchema { get; } = new()
    {
        Kind = SchemaKind.Any,
        Name = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool",
        TypeName = "v1.JSONSchemaPropsOrBool",
        Description = "A schema, or true or false.",
        PreserveUnknownFields = true,
        Atomic = true,
    };

    /// <inheritdoc/>
    public static JSONSchemaPropsOrBool ReadJson(ref Utf8JsonReader reader, JsonReadContext context) => reader.TokenType switch
    {
        JsonTokenType.StartObject => new() { Allows = true, Schema = JSONSchemaProps.ReadJson(ref reader, context) },
        JsonTokenType.True => new() { Allows = true },
        JsonTokenType.False => Empty,
        _ => throw new JsonDecodeException("boolean or JSON schema expected"),
    };

    /// <inheritdoc/>
    public void WriteJson(JsonWriter writer, bool asItem = false)
    {
        if (Schema is not null)
        {
            Schema.WriteJson(writer);
        }
        else
        {
            writer.Boolean(Allows);
        }
    }

    /// <inheritdoc/>
    public static JSONSchemaPropsOrBool ReadProtobuf(ref ProtobufReader reader)
    {
        var allows = false;
        JSONSchemaProps? schema = null;
        while (reader.ReadTag(out var number))
        {
            switch (number)
            {
                case 1:
                    allows = reader.ReadBoolean();
                    break;
                case 2:
                    schema = reader.ReadObject<JSONSchemaProps>();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new() { Allows = allows, Schema = schema };
    }

    /// <inheritdoc/>
    public void WriteProtobuf(ProtobufWriter writer)
    {
        if (Schema is not null)
        {
            writer.Object(2, Schema);
        }

        writer.Boolean(1, Allows);
    }
}

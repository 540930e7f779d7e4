using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Either one schema, or a list of schemas; JSON tells them apart by object and array.</summary>
public sealed record JSONSchemaPropsOrArray : IApiType<JSONSchemaPropsOrArray>
{
    /// <summary>The one schema; null when there is a list.</summary>
    public JSONSchemaProps? Schema { get; init; }

    /// <summary>The list of schemas.</summary>
    public ApiList<JSONSchemaProps> JSONSchemas { get; init; }

    /// <summary>The shared value in which nothing is set.</summary>
    public static JSONSchemaPropsOrArray Empty { get; } = new();

    public static Schema TypeSchema { get; } = new()
    {
        Kind = SchemaKind.Any,
        Name = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray",
        TypeName = "v1.JSONSchemaPropsOrArray",
        Description = "One schema or a list of schemas.",
        PreserveUnknownFields = true,
        Atomic = true,
    };

    /// <inheritdoc/>
    public static JSONSchemaPropsOrArray ReadJson(ref Utf8JsonReader reader, JsonReadContext context) => reader.TokenType switch
    {
        JsonTokenType.StartObject => new() { Schema = JSONSchemaProps.ReadJson(ref reader, context) },
        JsonTokenType.StartArray => new() { JSONSchemas = context.ReadObjects<JSONSchemaProps>(ref reader, "items", "[]v1.JSONSchemaProps") },
        _ => throw new JsonDecodeException("json: a schema or a list of schemas is expected"),
    };

    /// <inheritdoc/>
    public void WriteJson(JsonWriter writer, bool asItem = false)
    {
        if (!JSONSchemas.IsEmpty)
        {
            writer.Objects(JSONSchemas, asItems: false);
        }
        else if (Schema is not null)
        {
            Schema.WriteJson(writer);
        }
        else
        {
            writer.Null();
        }
    }

    /// <inheritdoc/>
    public static JSONSchemaPropsOrArray ReadProtobuf(ref ProtobufReader reader)
    {
        JSONSchemaProps? schema = null;
        List<JSONSchemaProps> schemas = [];
        while (reader.ReadTag(out var number))
        {
            switch (number)
            {
                case 1:
                    schema = reader.ReadObject<JSONSchemaProps>();
                    break;
                case 2:
                    schemas.Add(reader.ReadObject<JSONSchemaProps>());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new() { Schema = schema, JSONSchemas = schemas.Count == 0 ? default : schemas.ToApiList() };
    }

    /// <inheritdoc/>
    public void WriteProtobuf(ProtobufWriter writer)
    {
        writer.Objects(2, JSONSchemas);
        if (Schema is not null)
        {
            writer.Object(1, Schema);
        }
    }
}

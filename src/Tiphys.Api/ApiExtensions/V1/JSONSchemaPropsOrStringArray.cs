using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Either a schema, or a list of property names; JSON tells them apart by object and array.</summary>
public sealed record JSONSchemaPropsOrStringArray : IApiType<JSONSchemaPropsOrStringArray>
{
    /// <summary>The schema; null when there is a list of names.</summary>
    public JSONSchemaProps? Schema { get; init; }

    /// <summary>The names.</summary>
    public ApiList<string> Property { get; init; }

    /// <summary>The shared value in which nothing is set.</summary>
    public static JSONSchemaPropsOrStringArray Empty { get; } = new();

    public static Schema TypeSchema { get; } = new()
    {
        Kind = SchemaKind.Any,
        Name = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray",
        TypeName = "v1.JSONSchemaPropsOrStringArray",
        Description = "A schema or a list of property names.",
        PreserveUnknownFields = true,
        Atomic = true,
    };

    /// <inheritdoc/>
    public static JSONSchemaPropsOrStringArray ReadJson(ref Utf8JsonReader reader, JsonReadContext context) => reader.TokenType switch
    {
        JsonTokenType.StartObject => new() { Schema = JSONSchemaProps.ReadJson(ref reader, context) },
        JsonTokenType.StartArray => new()
        {
            Property = context.ReadList(ref reader, "dependencies", "[]string", static (ref r, c, n) => c.ReadString(ref r, n)),
        },
        _ => throw new JsonDecodeException("json: a schema or a list of strings is expected"),
    };

    /// <inheritdoc/>
    public void WriteJson(JsonWriter writer, bool asItem = false)
    {
        if (!Property.IsEmpty)
        {
            writer.List(Property, static (w, v) => w.String(v));
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
    public static JSONSchemaPropsOrStringArray ReadProtobuf(ref ProtobufReader reader)
    {
        JSONSchemaProps? schema = null;
        List<string> names = [];
        while (reader.ReadTag(out var number))
        {
            switch (number)
            {
                case 1:
                    schema = reader.ReadObject<JSONSchemaProps>();
                    break;
                case 2:
                    names.Add(reader.ReadString());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new() { Schema = schema, Property = names.Count == 0 ? default : names.ToApiList() };
    }

    /// <inheritdoc/>
    public void WriteProtobuf(ProtobufWriter writer)
    {
        writer.List(2, Property, static (w, n, v) => w.String(n, v));
        if (Schema is not null)
        {
            writer.Object(1, Schema);
        }
    }
}

using System.Text;
using Tiphys.Api.Json;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>Writes schemas as OpenAPI v2 or v3 does, with the extensions by which kubectl and others merge and explain.</summary>
internal sealed class SchemaJson
{
    private readonly string _references;
    private readonly bool _v3;

    private SchemaJson(string references, bool v3) => (_references, _v3) = (references, v3);

    /// <summary>Writes for OpenAPI v3.</summary>
    public static SchemaJson V3 { get; } = new("#/components/schemas/", true);

    /// <summary>Writes for OpenAPI v2, which knows neither defaults nor a choice of types, and describes a reference beside it.</summary>
    public static SchemaJson V2 { get; } = new("#/definitions/", false);

    /// <summary>Writes a named schema as a component, with the kinds that it is the schema of.</summary>
    public void WriteComponent(JsonWriter writer, Schema schema, IReadOnlyList<GroupVersionKind> kinds)
    {
        writer.StartObject();
        Text(writer, "description", schema.Description);
        WriteShape(writer, schema);
        if (schema.Atomic && schema.Fields.Count > 0)
        {
            Text(writer, "x-kubernetes-map-type", "atomic");
        }

        if (kinds.Count > 0)
        {
            writer.NameOf("x-kubernetes-group-version-kind");
            writer.StartArray();
            foreach (var kind in kinds)
            {
                WriteKind(writer, kind);
            }

            writer.EndArray();
        }

        writer.EndObject();
    }

    /// <summary>Writes a kind as an object with group, version and kind.</summary>
    public static void WriteKind(JsonWriter writer, GroupVersionKind kind)
    {
        writer.StartObject();
        writer.NameOf("group");
        writer.String(kind.Group);
        writer.NameOf("kind");
        writer.String(kind.Kind);
        writer.NameOf("version");
        writer.String(kind.Version);
        writer.EndObject();
    }

    /// <summary>Writes a reference to a component.</summary>
    public void WriteReference(JsonWriter writer, string name)
    {
        writer.StartObject();
        WriteTarget(writer, name);
        writer.EndObject();
    }

    /// <summary>Writes texts as a list.</summary>
    public static void WriteTexts(JsonWriter writer, IEnumerable<string> values)
    {
        writer.StartArray();
        foreach (var value in values)
        {
            writer.String(value);
        }

        writer.EndArray();
    }

    private void WriteTarget(JsonWriter writer, string name) => Text(writer, "$ref", _references + name);

    private void WriteField(JsonWriter writer, SchemaField field)
    {
        var schema = field.Schema;
        writer.StartObject();
        Text(writer, "description", field.Description);
        if (_v3 && DefaultOf(field) is { } value)
        {
            writer.NameOf("default");
            writer.Raw(Encoding.UTF8.GetBytes(value));
        }

        if (schema.Name is null)
        {
            WriteShape(writer, schema);
        }
        else if (!_v3)
        {
            WriteTarget(writer, schema.Name);
        }
        else
        {
            writer.NameOf("allOf");
            writer.StartArray();
            WriteReference(writer, schema.Name);
            writer.EndArray();
        }

        WriteMergeRules(writer, field);
        writer.EndObject();
    }

    private void WriteShape(JsonWriter writer, Schema schema)
    {
        switch (schema.Kind)
        {
            case SchemaKind.Object:
                Text(writer, "type", "object");
                WriteFields(writer, schema);
                break;
            case SchemaKind.Map:
                Text(writer, "type", "object");
                WriteItems(writer, "additionalProperties", schema);
                break;
            case SchemaKind.List:
                Text(writer, "type", "array");
                WriteItems(writer, "items", schema);
                break;
            case SchemaKind.IntOrString:
                Text(writer, "format", "int-or-string");
                WriteChoice(writer, "integer", "string");
                break;
            case SchemaKind.Any:
                break;
            default:
                WriteScalar(writer, schema);
                break;
        }
    }

    private void WriteScalar(JsonWriter writer, Schema schema)
    {
        if (ReferenceEquals(schema, ScalarSchemas.Quantity))
        {
            WriteChoice(writer, "string", "number");
            return;
        }

        Text(writer, "type", schema.Kind.ToString().ToLowerInvariant());
        Text(writer, "format", schema.Format ?? "");
        if (schema.Enum.Count > 0)
        {
            writer.NameOf("enum");
            WriteTexts(writer, schema.Enum.Order(StringComparer.Ordinal));
        }
    }

    // Where no choice can be told it is a string, which all of them can be written as.
    private void WriteChoice(JsonWriter writer, params ReadOnlySpan<string> types)
    {
        if (!_v3)
        {
            Text(writer, "type", "string");
            return;
        }

        writer.NameOf("oneOf");
        writer.StartArray();
        foreach (var type in types)
        {
            writer.StartObject();
            Text(writer, "type", type);
            writer.EndObject();
        }

        writer.EndArray();
    }

    private void WriteFields(JsonWriter writer, Schema schema)
    {
        var required = schema.Fields.Where(field => field.Required).Select(field => field.Name).ToList();
        if (required.Count > 0)
        {
            writer.NameOf("required");
            WriteTexts(writer, required);
        }

        if (schema.Fields.Count == 0)
        {
            return;
        }

        writer.NameOf("properties");
        writer.StartObject();
        foreach (var field in schema.Fields.OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            writer.NameOf(field.Name);
            WriteField(writer, field);
        }

        writer.EndObject();
    }

    private void WriteItems(JsonWriter writer, string name, Schema schema)
    {
        var items = schema.Items!;
        writer.NameOf(name);
        if (items.Name is { } component)
        {
            WriteReference(writer, component);
            return;
        }

        writer.StartObject();
        WriteShape(writer, items);
        writer.EndObject();
    }

    private static void WriteMergeRules(JsonWriter writer, SchemaField field)
    {
        var schema = field.Schema;
        if (schema.Kind == SchemaKind.List)
        {
            if (schema.ListMapKeys.Count > 0)
            {
                writer.NameOf("x-kubernetes-list-map-keys");
                WriteTexts(writer, schema.ListMapKeys);
            }

            Text(writer, "x-kubernetes-list-type", schema.ListType.ToString().ToLowerInvariant());
        }

        if (schema.Atomic && schema.Kind == SchemaKind.Map)
        {
            Text(writer, "x-kubernetes-map-type", "atomic");
        }

        Text(writer, "x-kubernetes-patch-merge-key", field.PatchMergeKey ?? "");
        Text(writer, "x-kubernetes-patch-strategy", field.PatchStrategy ?? "");
    }

    // A field that is no pointer always has a value: its zero value is its default.
    private static string? DefaultOf(SchemaField field)
    {
        if (field.Default is not null || field.Pointer)
        {
            return field.Default;
        }

        return field.Schema switch
        {
            { Kind: SchemaKind.Object, PreserveUnknownFields: false } => "{}",
            { Kind: SchemaKind.String, Name: null } when !field.OmitEmpty && field.Schema.Format is null => "\"\"",
            { Kind: SchemaKind.Integer or SchemaKind.Number } when !field.OmitEmpty => "0",
            { Kind: SchemaKind.Boolean } when !field.OmitEmpty => "false",
            _ => null,
        };
    }

    private static void Text(JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.NameOf(name);
            writer.String(value);
        }
    }
}

using System.Text;
using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>
/// Values as upstream's messages show them: JSON of its internal types, which have Go's names and leave nothing out. Derived from the schema;
/// what a capital letter does not turn into Go's name stands in a table.
/// </summary>
internal static class InternalForm
{
    private const string MetaPackage = "io.k8s.apimachinery.";

    private static readonly Dictionary<string, string> GoNames = new(StringComparer.Ordinal)
    {
        ["cel"] = "CEL",
        ["csi"] = "CSI",
        ["ips"] = "IPs",
        ["ip"] = "IP",
        ["uid"] = "UID",
        ["apiGroup"] = "APIGroup",
        ["apiGroups"] = "APIGroups",
        ["apiVersion"] = "APIVersion",
        ["apiVersions"] = "APIVersions",
        ["DeviceAttribute.int"] = "IntValue",
        ["DeviceAttribute.bool"] = "BoolValue",
        ["DeviceAttribute.string"] = "StringValue",
        ["DeviceAttribute.version"] = "VersionValue",
        ["DeviceAttribute.ints"] = "IntValues",
        ["DeviceAttribute.bools"] = "BoolValues",
        ["DeviceAttribute.strings"] = "StringValues",
        ["DeviceAttribute.versions"] = "VersionValues",
    };

    /// <summary>A value.</summary>
    public static string Of<T>(T value)
        where T : class, IApiType<T>
    {
        using var json = JsonDocument.Parse(ApiJson.Write(value));
        var text = new StringBuilder();
        WriteObject(text, T.TypeSchema, json.RootElement);
        return text.ToString();
    }

    /// <summary>A list of values.</summary>
    public static string Of<T>(ApiList<T> values)
        where T : class, IApiType<T> => values.IsDefault ? "null" : $"[{string.Join(',', values.Select(Of))}]";

    private static void Write(StringBuilder text, Schema schema, JsonElement? value, bool isPointer)
    {
        if (value is null or { ValueKind: JsonValueKind.Null })
        {
            WriteMissing(text, schema, isPointer);
            return;
        }

        switch (schema.Kind)
        {
            case SchemaKind.Object when !IsExternal(schema):
                WriteObject(text, schema, value.Value);
                break;
            case SchemaKind.List:
                WriteAll(text, '[', ']', value.Value.EnumerateArray(), item => Write(text, schema.Items!, item, false));
                break;
            case SchemaKind.Map:
                WriteAll(text, '{', '}', value.Value.EnumerateObject(), entry => WriteEntry(text, entry.Name, schema.Items!, entry.Value, false));
                break;
            default:
                text.Append(value.Value.GetRawText());
                break;
        }
    }

    private static void WriteMissing(StringBuilder text, Schema schema, bool isPointer)
    {
        if (isPointer)
        {
            text.Append("null");
            return;
        }

        switch (schema.Kind)
        {
            case SchemaKind.Object when IsExternal(schema):
                text.Append("{}");
                break;
            case SchemaKind.Object:
                WriteObject(text, schema, null);
                break;
            case SchemaKind.String:
                text.Append(schema.Format is null ? "\"\"" : "null");
                break;
            case SchemaKind.Integer or SchemaKind.Number or SchemaKind.IntOrString:
                text.Append('0');
                break;
            case SchemaKind.Boolean:
                text.Append("false");
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void WriteObject(StringBuilder text, Schema schema, JsonElement? value)
    {
        var fields = schema.Fields.Where(field => schema.RootKind is null || field.Name is not ("kind" or "apiVersion"));
        WriteAll(text, '{', '}', fields.Where(field => !IsEmbedded(field) || Child(value, field) is { } child && child.EnumerateObject().Any()), field =>
        {
            if (IsEmbedded(field))
            {
                text.AppendJoin(',', Child(value, field)!.Value.EnumerateObject().Select(entry => entry.ToString()));
            }
            else
            {
                WriteEntry(text, GoName(schema, field.Name), field.Schema, Child(value, field), field.Pointer);
            }
        });
    }

    private static void WriteEntry(StringBuilder text, string name, Schema schema, JsonElement? value, bool isPointer)
    {
        text.Append(Validation.FieldErrors.Quote(name)).Append(':');
        Write(text, schema, value, isPointer);
    }

    private static void WriteAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        var start = text.Append(open).Length;
        foreach (var item in items)
        {
            if (text.Length > start)
            {
                text.Append(',');
            }

            write(item);
        }

        text.Append(close);
    }

    private static JsonElement? Child(JsonElement? value, SchemaField field) =>
        value is { } present && present.TryGetProperty(field.Name, out var child) ? child : null;

    // Types of the meta package have no internal form; metadata is embedded without a name of its own.
    private static bool IsExternal(Schema schema) => schema.Name?.StartsWith(MetaPackage, StringComparison.Ordinal) == true;

    private static bool IsEmbedded(SchemaField field) => field.Name == "metadata" && IsExternal(field.Schema);

    private static string GoName(Schema schema, string name)
    {
        var type = schema.TypeName?[(schema.TypeName.LastIndexOf('.') + 1)..];
        return GoNames.GetValueOrDefault($"{type}.{name}") ?? GoNames.GetValueOrDefault(name) ?? char.ToUpperInvariant(name[0]) + name[1..];
    }
}

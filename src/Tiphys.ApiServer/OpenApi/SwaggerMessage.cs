using System.Text.Json;
using Tiphys.Api.Protobuf;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>Writes a JSON value as the field of a message.</summary>
internal delegate void SwaggerField(ProtobufWriter writer, int number, JsonElement value);

/// <summary>
/// How an object of an OpenAPI v2 document is a protobuf message: which property is which field, and where the properties go whose names
/// are not fixed. Fields of the writer go from the highest number to the lowest.
/// </summary>
/// <param name="fields">Number, property and form of each field with a fixed name, by rising number.</param>
/// <param name="rest">Number of the list of names and values that takes all other properties; 0 when there are none.</param>
/// <param name="restForm">Form of those values.</param>
/// <param name="restFirst">True when that list has the lowest number instead of the highest.</param>
internal sealed class SwaggerMessage(
    (int Number, string Name, SwaggerField Form)[] fields, int rest = 0, SwaggerField? restForm = null, bool restFirst = false)
{
    private readonly HashSet<string> _names = [.. fields.Select(field => field.Name)];

    /// <summary>Writes the fields of an object.</summary>
    public void Write(ProtobufWriter writer, JsonElement value)
    {
        if (!restFirst)
        {
            WriteRest(writer, value);
        }

        for (var i = fields.Length - 1; i >= 0; i--)
        {
            if (value.TryGetProperty(fields[i].Name, out var property))
            {
                fields[i].Form(writer, fields[i].Number, property);
            }
        }

        if (restFirst)
        {
            WriteRest(writer, value);
        }
    }

    /// <summary>Writes the object as a field.</summary>
    public void Field(ProtobufWriter writer, int number, JsonElement value) => Inside(writer, number, () => Write(writer, value));

    /// <summary>Writes a message around what is written.</summary>
    public static void Inside(ProtobufWriter writer, int number, Action write)
    {
        var before = writer.Length;
        write();
        writer.Header(number, writer.Length - before);
    }

    private void WriteRest(ProtobufWriter writer, JsonElement value)
    {
        if (restForm is null)
        {
            return;
        }

        foreach (var property in value.EnumerateObject().Reverse().Where(property => !_names.Contains(property.Name)))
        {
            Inside(writer, rest, () =>
            {
                restForm(writer, 2, property.Value);
                writer.String(1, property.Name);
            });
        }
    }
}

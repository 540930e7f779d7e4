using System.Text;
using System.Text.Json;

namespace Tiphys.Api.Json;

/// <content>Words errors as Go's JSON decoder does, because clients show and match them.</content>
public sealed partial class JsonReadContext
{
    private JsonDecodeException Mismatch(ref Utf8JsonReader reader, string typeName, string? field, bool showNumber = false)
    {
        var found = reader.TokenType switch
        {
            JsonTokenType.String => "string",
            JsonTokenType.Number => showNumber ? $"number {Encoding.UTF8.GetString(reader.ValueSpan)}" : "number",
            JsonTokenType.True or JsonTokenType.False => "bool",
            JsonTokenType.StartArray => "array",
            _ => "object",
        };
        var place = Place(field);
        return new JsonDecodeException($"json: cannot unmarshal {found} into Go {place} of type {typeName}");
    }

    /// <summary><c>struct field PodSpec.spec.containers.name</c>, or <c>value</c> at the top.</summary>
    private string Place(string? field)
    {
        string? structName = null;
        var path = new StringBuilder();
        for (var i = 0; i < _depth; i++)
        {
            var frame = _frames[i];
            structName = frame.StructName ?? structName;
            if (frame.Field is not null && frame.Index < 0)
            {
                path.Append('.').Append(frame.Field);
            }
        }

        if (field is not null)
        {
            path.Append('.').Append(field);
        }

        return structName is null ? "value" : $"struct field {structName}{path}";
    }
}

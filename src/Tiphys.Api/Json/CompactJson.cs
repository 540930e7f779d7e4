using System.Buffers;
using System.Text.Json;

namespace Tiphys.Api.Json;

/// <summary>Copies a value out of a reader, token by token as it was written, without the space between tokens.</summary>
internal static class CompactJson
{
    /// <summary>The value at which the reader stands; the reader stands at its last token afterwards.</summary>
    public static byte[] Copy(ref Utf8JsonReader reader)
    {
        using var writer = new JsonWriter(1024);
        var depth = reader.CurrentDepth;
        var needsComma = false;
        do
        {
            needsComma = Copy(ref reader, writer, needsComma);
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
        return writer.ToArray();
    }

    private static bool Copy(ref Utf8JsonReader reader, JsonWriter writer, bool needsComma)
    {
        var token = reader.TokenType;
        if (needsComma && token is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            writer.Write(","u8);
        }

        if (token is not (JsonTokenType.PropertyName or JsonTokenType.String))
        {
            writer.Write(reader.ValueSpan);
            return token is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        }

        writer.Write("\""u8);
        writer.Write(reader.ValueSpan);
        writer.Write(token == JsonTokenType.PropertyName ? "\":"u8 : "\""u8);
        return token == JsonTokenType.String;
    }
}

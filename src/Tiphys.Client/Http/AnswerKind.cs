using System.Text.Json;

namespace Tiphys.Client.Http;

/// <summary>Looks at what kind of object an answer holds.</summary>
internal static class AnswerKind
{
    /// <summary>True when the answer is a <c>Status</c>.</summary>
    public static bool IsStatus(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKind = reader.ValueTextEquals("kind"u8);
            reader.Read();
            if (isKind)
            {
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Status"u8);
            }

            reader.Skip();
        }

        return false;
    }
}

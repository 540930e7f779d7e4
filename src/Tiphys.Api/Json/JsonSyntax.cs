using System.Text.Json;

namespace Tiphys.Api.Json;

/// <summary>Words a syntax error in the way that Kubernetes clients know it.</summary>
internal static class JsonSyntax
{
    /// <summary>The message for JSON that is not well formed.</summary>
    public static string Describe(ReadOnlySpan<byte> json, JsonException error)
    {
        var offset = Offset(json, error);
        if (offset >= json.Length)
        {
            return "unexpected end of JSON input";
        }

        var character = (char)json[(int)offset];
        return $"invalid character '{character}' looking for beginning of value";
    }

    private static long Offset(ReadOnlySpan<byte> json, JsonException error)
    {
        long offset = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            var end = json[(int)offset..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return json.Length;
            }

            offset += end + 1;
        }

        return offset + (error.BytePositionInLine ?? 0);
    }
}

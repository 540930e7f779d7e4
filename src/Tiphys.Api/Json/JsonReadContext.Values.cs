using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tiphys.Api.Json;

/// <content>Reads single values. <c>null</c> is the zero value everywhere.</content>
public sealed partial class JsonReadContext
{
    /// <summary>Reads a string.</summary>
    public string ReadString(ref Utf8JsonReader reader, string field, string typeName = "string") => reader.TokenType switch
    {
        JsonTokenType.String => Text(ref reader),
        JsonTokenType.Null => "",
        _ => throw Mismatch(ref reader, typeName, field),
    };

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean(ref Utf8JsonReader reader, string field, string typeName = "bool") => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Mismatch(ref reader, typeName, field),
    };

    /// <summary>Reads a 32-bit number.</summary>
    public int ReadInt32(ref Utf8JsonReader reader, string field, string typeName = "int32")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return 0;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value)
            ? value
            : throw Mismatch(ref reader, typeName, field, showNumber: true);
    }

    /// <summary>Reads a 64-bit number.</summary>
    public long ReadInt64(ref Utf8JsonReader reader, string field, string typeName = "int64")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return 0;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value)
            ? value
            : throw Mismatch(ref reader, typeName, field, showNumber: true);
    }

    /// <summary>Reads a number with a fraction.</summary>
    public double ReadDouble(ref Utf8JsonReader reader, string field, string typeName = "float64")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return 0;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value)
            ? value
            : throw Mismatch(ref reader, typeName, field, showNumber: true);
    }

    /// <summary>Reads base64 text.</summary>
    public ApiBytes ReadBytes(ref Utf8JsonReader reader, string field, string typeName = "[]uint8")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw Mismatch(ref reader, typeName, field);
        }

        return new ApiBytes(DecodeBase64(Text(ref reader)));
    }

    /// <summary>Reads a quantity, given as text or as a number.</summary>
    public Quantity ReadQuantity(ref Utf8JsonReader reader, string field, string typeName = "resource.Quantity")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        var text = reader.TokenType switch
        {
            JsonTokenType.String => Text(ref reader),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => throw new JsonDecodeException(Quantity.FormatMessage),
        };
        return Quantity.TryParse(text, out var quantity, out var error) ? quantity : throw new JsonDecodeException(error!);
    }

    /// <summary>Reads a number or a string.</summary>
    public IntOrString ReadIntOrString(ref Utf8JsonReader reader, string field, string typeName = "intstr.IntOrString")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            return IntOrString.FromString(Text(ref reader));
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value)
            ? IntOrString.FromInt(value)
            : throw MismatchOfValue(ref reader, "int32");
    }

    /// <summary>Reads a moment with seconds.</summary>
    public Time ReadTime(ref Utf8JsonReader reader, string field, string typeName = "v1.Time")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        var text = ReadTextOfTime(ref reader);
        return Rfc3339.TryParse(text, out var moment)
            ? new Time(moment)
            : throw new JsonDecodeException(CannotParseTime(text, "2006-01-02T15:04:05Z07:00"));
    }

    /// <summary>Reads a moment with microseconds.</summary>
    public MicroTime ReadMicroTime(ref Utf8JsonReader reader, string field, string typeName = "v1.MicroTime")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        var text = ReadTextOfTime(ref reader);
        return Rfc3339.TryParseMicro(text, out var moment)
            ? new MicroTime(moment)
            : throw new JsonDecodeException(CannotParseTime(text, "2006-01-02T15:04:05.000000Z07:00"));
    }

    /// <summary>Reads a length of time.</summary>
    public Duration ReadDuration(ref Utf8JsonReader reader, string field, string typeName = "v1.Duration")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw MismatchOfValue(ref reader, "string");
        }

        var text = Text(ref reader);
        return Duration.TryParse(text, out var duration)
            ? duration
            : throw new JsonDecodeException($"time: invalid duration \"{text}\"");
    }

    /// <summary>Keeps a value of any shape as its bytes, without the space between them.</summary>
    public RawJson ReadRaw(ref Utf8JsonReader reader, string field, string typeName = "")
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        return new RawJson(CompactJson.Copy(ref reader));
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonDecodeException("invalid UTF-8 or surrogate in a string", error);
        }
    }

    private static string ReadTextOfTime(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? Text(ref reader)
        : throw MismatchOfValue(ref reader, "string");

    // Values with a decoder of their own do not know in which field they stand.
    private static JsonDecodeException MismatchOfValue(ref Utf8JsonReader reader, string typeName) =>
        new JsonReadContext().Mismatch(ref reader, typeName, null, showNumber: typeName != "string");

    private static string CannotParseTime(string text, string layout)
    {
        var (rest, part) = FirstMisfit(text, layout);
        return $"parsing time \"{text}\" as \"{layout}\": cannot parse \"{rest}\" as \"{part}\"";
    }

    private static (string Remainder, string Part) FirstMisfit(string text, string layout)
    {
        // The fixed-width parts in order; the first that is not there is named, as Go does.
        ReadOnlySpan<(int Start, int Length, string Part)> parts =
        [
            (0, 4, "2006"), (4, 1, "-"), (5, 2, "01"), (7, 1, "-"), (8, 2, "02"), (10, 1, "T"),
            (11, 2, "15"), (13, 1, ":"), (14, 2, "04"), (16, 1, ":"), (17, 2, "05"),
        ];
        foreach (var (start, length, part) in parts)
        {
            var there = text.Length >= start + length && (length == 1
                ? text[start] == part[0]
                : int.TryParse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out _));
            if (!there)
            {
                return (text.Length > start ? text[start..] : "", part);
            }
        }

        return (text.Length > 19 ? text[19..] : "", layout.Contains(".000000", StringComparison.Ordinal) ? ".000000" : "Z07:00");
    }

    private static byte[] DecodeBase64(string text)
    {
        // Go skips line breaks and refuses all else that is not base64.
        var clean = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        var buffer = new byte[clean.Length * 3 / 4];
        if (clean.AsSpan().ContainsAny(' ', '\t') || !Convert.TryFromBase64String(clean, buffer, out var written))
        {
            throw new JsonDecodeException($"illegal base64 data at input byte {FirstIllegal(text)}");
        }

        return written == buffer.Length ? buffer : buffer[..written];
    }

    private static int FirstIllegal(string text)
    {
        var index = text.AsSpan().IndexOfAnyExcept(Base64Characters);
        return index >= 0 ? index : text.Length - (text.Length % 4);
    }

    private static readonly System.Buffers.SearchValues<char> Base64Characters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n");
}

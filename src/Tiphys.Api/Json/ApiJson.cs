using System.Text.Json;

namespace Tiphys.Api.Json;

/// <summary>Entry points of the JSON codecs.</summary>
public static class ApiJson
{
    // As deep as upstream's clients nest, far below what the stack holds.
    internal static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 512 };

    /// <summary>Reads one value.</summary>
    /// <exception cref="JsonDecodeException">The JSON does not fit the type, or is not well formed.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonReadContext? context = null)
        where T : class, IApiType<T>
    {
        context ??= new JsonReadContext();
        var reader = new Utf8JsonReader(json, ReaderOptions);
        try
        {
            reader.Read();
            var value = reader.TokenType == JsonTokenType.Null ? T.Empty : T.ReadJson(ref reader, context);
            if (reader.Read())
            {
                throw new JsonDecodeException("invalid character after top-level value");
            }

            return value;
        }
        catch (JsonException error)
        {
            throw new JsonDecodeException(JsonSyntax.Describe(json, error), error);
        }
    }

    /// <summary>Writes one value.</summary>
    public static byte[] Write<T>(T value)
        where T : class, IApiType<T>
    {
        using var writer = new JsonWriter();
        value.WriteJson(writer);
        return writer.ToArray();
    }

    /// <summary>Writes one object.</summary>
    public static byte[] WriteObject(IKubernetesObject value)
    {
        using var writer = new JsonWriter();
        value.WriteJson(writer);
        return writer.ToArray();
    }
}

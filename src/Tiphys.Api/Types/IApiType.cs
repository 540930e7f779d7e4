using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;
using Tiphys.Api.Schemas;

namespace Tiphys.Api;

/// <summary>What the generator gives every API type: an empty value, codecs and a schema.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IApiType<TSelf>
    where TSelf : class, IApiType<TSelf>
{
    /// <summary>The shared value in which no field is set.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>Shape of the type.</summary>
    static abstract Schema TypeSchema { get; }

    /// <summary>Reads the JSON object at whose start the reader stands.</summary>
    /// <exception cref="JsonDecodeException">The JSON does not fit the type.</exception>
    static abstract TSelf ReadJson(ref Utf8JsonReader reader, JsonReadContext context);

    /// <summary>Reads a protobuf message up to the reader's end.</summary>
    /// <exception cref="ProtobufException">The bytes are no such message.</exception>
    static abstract TSelf ReadProtobuf(ref ProtobufReader reader);

    /// <summary>Writes the value as JSON; a root object without its apiVersion and kind, when <paramref name="asItem"/> is true.</summary>
    void WriteJson(JsonWriter writer, bool asItem = false);

    /// <summary>Writes the fields as a protobuf message, without the envelope of root objects.</summary>
    void WriteProtobuf(ProtobufWriter writer);
}

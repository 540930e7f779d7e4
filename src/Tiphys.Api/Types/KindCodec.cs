using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;
using Tiphys.Api.Schemas;

namespace Tiphys.Api;

/// <summary>Reads and writes root objects of one kind without knowing their type at compile time.</summary>
public abstract class KindCodec
{
    /// <summary>Group, version and kind.</summary>
    public abstract GroupVersionKind Kind { get; }

    /// <summary>Shape of the objects.</summary>
    public abstract Schema Schema { get; }

    /// <summary>Reads an object from JSON.</summary>
    /// <exception cref="JsonDecodeException">The JSON does not fit the kind, or is not well formed.</exception>
    public abstract object ReadJson(ReadOnlySpan<byte> json, JsonReadContext context);

    /// <summary>Reads an object from the protobuf message inside the envelope.</summary>
    /// <exception cref="ProtobufException">The bytes are no such message.</exception>
    public abstract object ReadProtobuf(ReadOnlySpan<byte> message);

    /// <summary>Writes an object as JSON.</summary>
    public abstract void WriteJson(JsonWriter writer, object value, bool asItem = false);

    /// <summary>Writes an object as a protobuf message without envelope.</summary>
    public abstract void WriteProtobuf(ProtobufWriter writer, object value);
}

/// <summary>The codec of a generated type.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class KindCodec<T>(GroupVersionKind kind) : KindCodec
    where T : class, IApiType<T>
{
    /// <inheritdoc/>
    public override GroupVersionKind Kind => kind;

    /// <inheritdoc/>
    public override Schema Schema => T.TypeSchema;

    /// <inheritdoc/>
    public override object ReadJson(ReadOnlySpan<byte> json, JsonReadContext context) => ApiJson.Read<T>(json, context);

    /// <inheritdoc/>
    public override object ReadProtobuf(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        return T.ReadProtobuf(ref reader);
    }

    /// <inheritdoc/>
    public override void WriteJson(JsonWriter writer, object value, bool asItem = false) => ((T)value).WriteJson(writer, asItem);

    /// <inheritdoc/>
    public override void WriteProtobuf(ProtobufWriter writer, object value) => ((T)value).WriteProtobuf(writer);
}

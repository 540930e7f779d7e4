using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tiphys.Api.Json.Tree;

/// <summary>
/// One JSON value as an immutable tree, for work that needs an object's shape but not its type: patches, apply, custom
/// resources. Equality is structural; the order of a map's members does not count.
/// </summary>
public abstract class JsonValue : IEquatable<JsonValue>
{
    private protected JsonValue()
    {
    }

    /// <summary>Reads one value. Of two members with the same name the later wins.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="duplicates">Receives the paths of members that are given twice, for example <c>spec.containers[0].name</c>.</param>
    /// <exception cref="JsonDecodeException">The text is not well formed; the message is the one that clients know.</exception>
    public static JsonValue Parse(ReadOnlySpan<byte> utf8, ICollection<string>? duplicates = null) =>
        JsonTreeParser.Parse(utf8, duplicates);

    /// <summary>Reads one value from text.</summary>
    /// <exception cref="JsonDecodeException">The text is not well formed.</exception>
    public static JsonValue Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>
    /// A tree over text that is known to be well formed, such as what this program wrote itself. It is read one level at a time, where somebody
    /// looks: what nobody looks at costs a scan for its end, is compared and written as bytes, and makes no objects.
    /// </summary>
    /// <param name="utf8">The JSON text; it must never change afterwards.</param>
    public static JsonValue View(ReadOnlyMemory<byte> utf8) => JsonView.Read(utf8);

    /// <summary>What the value is.</summary>
    public abstract JsonKind Kind { get; }

    /// <summary>True for <c>null</c>.</summary>
    public bool IsNull => Kind == JsonKind.Null;

    /// <summary>True when both are views of the same text, and so equal without a look inside; false says nothing.</summary>
    public virtual bool HasTextOf(JsonValue other) => false;

    /// <summary>Writes the value as compact JSON.</summary>
    public abstract void Write(JsonWriter writer);

    /// <summary>The value as compact JSON.</summary>
    public byte[] ToUtf8()
    {
        using var writer = new JsonWriter();
        Write(writer);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public abstract bool Equals([NotNullWhen(true)] JsonValue? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is JsonValue other && Equals(other);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <summary>The value as compact JSON.</summary>
    public sealed override string ToString() => Encoding.UTF8.GetString(ToUtf8());

    /// <summary>Text.</summary>
    public static implicit operator JsonValue(string text) => new JsonText(text);

    /// <summary>A whole number.</summary>
    public static implicit operator JsonValue(long number) => JsonNumber.Of(number);

    /// <summary>True or false.</summary>
    public static implicit operator JsonValue(bool value) => JsonBoolean.Of(value);
}

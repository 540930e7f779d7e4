using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tiphys.Api.Json.Tree;

/// <summary><c>null</c>.</summary>
public sealed class JsonNull : JsonValue
{
    private JsonNull()
    {
    }

    /// <summary>The one null.</summary>
    public static JsonNull Instance { get; } = new();

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Null;

    /// <inheritdoc/>
    public override void Write(JsonWriter writer) => writer.Null();

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] JsonValue? other) => other is JsonNull;

    /// <inheritdoc/>
    public override int GetHashCode() => 1;
}

/// <summary>True or false.</summary>
public sealed class JsonBoolean : JsonValue
{
    private JsonBoolean(bool value) => Value = value;

    /// <summary><c>true</c>.</summary>
    public static JsonBoolean True { get; } = new(true);

    /// <summary><c>false</c>.</summary>
    public static JsonBoolean False { get; } = new(false);

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Boolean;

    /// <summary>The shared instance of a value.</summary>
    public static JsonBoolean Of(bool value) => value ? True : False;

    /// <inheritdoc/>
    public override void Write(JsonWriter writer) => writer.Boolean(Value);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] JsonValue? other) => other is JsonBoolean boolean && boolean.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 2 : 3;
}

/// <summary>A number, kept as it was written: <c>1</c> and <c>1.0</c> are not equal.</summary>
public sealed class JsonNumber : JsonValue
{
    private static readonly JsonNumber[] Small = [.. Enumerable.Range(0, 256).Select(number => new JsonNumber(number.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>A number from its JSON text.</summary>
    public JsonNumber(string raw) => Raw = raw;

    /// <summary>The JSON text.</summary>
    public string Raw { get; }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Number;

    /// <summary>A whole number.</summary>
    public static JsonNumber Of(long value) =>
        value is >= 0 and < 256 ? Small[value] : new JsonNumber(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number from its JSON text.</summary>
    internal static JsonNumber Of(ReadOnlySpan<byte> text) => text.Length < 4 && byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var small)
        ? Small[small]
        : new JsonNumber(Encoding.ASCII.GetString(text));

    /// <summary>True when the text is a whole number without fraction and exponent that fits 64 bits.</summary>
    public bool TryInteger(out long value) => long.TryParse(Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>The number, rounded to a double.</summary>
    public double ToDouble() => double.Parse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void Write(JsonWriter writer)
    {
        Span<byte> ascii = Raw.Length <= 64 ? stackalloc byte[64] : new byte[Raw.Length];
        writer.Raw(ascii[..Encoding.ASCII.GetBytes(Raw, ascii)]);
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] JsonValue? other) => other is JsonNumber number && number.Raw == Raw;

    /// <inheritdoc/>
    public override int GetHashCode() => Raw.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A string.</summary>
public sealed class JsonText : JsonValue
{
    /// <summary>A string.</summary>
    public JsonText(string value) => Value = value;

    /// <summary>The empty string.</summary>
    public static JsonText Empty { get; } = new("");

    /// <summary>The characters.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Text;

    /// <inheritdoc/>
    public override void Write(JsonWriter writer) => writer.String(Value);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] JsonValue? other) => other is JsonText text && text.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);
}

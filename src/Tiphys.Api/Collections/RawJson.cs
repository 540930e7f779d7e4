using System.Text;

namespace Tiphys.Api;

/// <summary>
/// A JSON value of any shape, kept as the bytes in which it came (<c>RawExtension</c>, <c>FieldsV1</c>, <c>JSON</c>). Equal by bytes, as
/// upstream compares them. The default value is "not set" and is written as <c>null</c>.
/// </summary>
public readonly struct RawJson : IEquatable<RawJson>
{
    private readonly byte[]? _utf8;

    /// <summary>Wraps the UTF-8 text of one JSON value that nobody will change again.</summary>
    public RawJson(byte[]? utf8) => _utf8 = utf8;

    /// <summary>True when the value was never set.</summary>
    public bool IsDefault => _utf8 is null;

    /// <summary>The JSON text in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The JSON text in UTF-8, without a copy.</summary>
    public ReadOnlyMemory<byte> AsMemory() => _utf8;

    /// <summary>Takes the text of one JSON value.</summary>
    public static RawJson Parse(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc/>
    public bool Equals(RawJson other) => Utf8.SequenceEqual(other.Utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => _utf8 is null ? "null" : Encoding.UTF8.GetString(_utf8);

    /// <summary>Equal bytes.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);
}

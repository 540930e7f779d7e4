using System.Text;

namespace Tiphys.Api;

/// <summary>Immutable bytes in an API object, equal to others with equal content; JSON holds them as base64. Default: not set.</summary>
public readonly struct ApiBytes : IEquatable<ApiBytes>
{
    private readonly byte[]? _bytes;

    /// <summary>Wraps bytes that nobody will change again.</summary>
    public ApiBytes(byte[]? bytes) => _bytes = bytes;

    /// <summary>True when the value was never set.</summary>
    public bool IsDefault => _bytes is null;

    /// <summary>True when there are no bytes.</summary>
    public bool IsEmpty => _bytes is null || _bytes.Length == 0;

    /// <summary>Number of bytes.</summary>
    public int Length => _bytes?.Length ?? 0;

    /// <summary>The bytes, without a copy.</summary>
    public ReadOnlySpan<byte> AsSpan() => _bytes;

    /// <summary>The bytes of a text in UTF-8.</summary>
    public static ApiBytes FromUtf8(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>The text that the bytes hold in UTF-8.</summary>
    public string ToUtf8String() => Encoding.UTF8.GetString(AsSpan());

    /// <inheritdoc/>
    public bool Equals(ApiBytes other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ApiBytes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(AsSpan());
        return hash.ToHashCode();
    }

    /// <summary>Equal content.</summary>
    public static bool operator ==(ApiBytes left, ApiBytes right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(ApiBytes left, ApiBytes right) => !left.Equals(right);
}

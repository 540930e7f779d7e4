using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tiphys.Containers;

/// <summary>
/// A content digest, <c>sha256:&lt;64 lower-case hex digits&gt;</c> (OCI image-spec, descriptor.md, "Digests").
/// A value can only be made from well-formed text, so <see cref="Hex"/> is always safe as a file name.
/// </summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest
{
    private const string Prefix = "sha256:";

    private Digest(string hex) => Hex = hex;

    /// <summary>The 64 hex digits without the algorithm.</summary>
    public string Hex { get; }

    /// <summary>The digest of the given bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return FromHash(hash);
    }

    /// <summary>A digest from the 32 bytes of a SHA-256 hash.</summary>
    public static Digest FromHash(ReadOnlySpan<byte> hash) => new(Convert.ToHexStringLower(hash));

    /// <summary>Reads <c>sha256:…</c>; anything else gives false.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || !IsHex(text.AsSpan(Prefix.Length)))
        {
            return false;
        }

        digest = new Digest(text[Prefix.Length..]);
        return true;
    }

    /// <summary>Reads the 64 hex digits alone.</summary>
    public static bool TryParseHex([NotNullWhen(true)] string? hex, out Digest digest)
    {
        var valid = hex is not null && IsHex(hex);
        digest = valid ? new Digest(hex!) : default;
        return valid;
    }

    /// <summary>Reads <c>sha256:…</c>.</summary>
    /// <exception cref="FormatException">The text is not a SHA-256 digest.</exception>
    public static Digest Parse(string text) => TryParse(text, out var digest)
        ? digest
        : throw new FormatException($"\"{text}\" is not a sha256 digest");

    public override string ToString() => Prefix + Hex;

    private static bool IsHex(ReadOnlySpan<char> text) =>
        text.Length == 2 * SHA256.HashSizeInBytes && !text.ContainsAnyExcept("0123456789abcdef");
}

internal sealed class DigestJsonConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Digest.TryParse(reader.GetString(), out var digest) ? digest : throw new JsonException("not a sha256 digest");

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

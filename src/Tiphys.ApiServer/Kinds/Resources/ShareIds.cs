using System.Globalization;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Ids of shares of a device: UUIDs in normal form.</summary>
internal static class ShareIds
{
    private const int Length = 36;
    private const string UrnPrefix = "urn:uuid:";
    private const string BadFormat = "invalid UUID format";

    public static void Check(string id, FieldErrors errors, FieldPath path)
    {
        if (Problem(id) is { } problem)
        {
            errors.Invalid(path, id, $"error validating uid: {problem}");
        }
        else if (id.Length != Length || id.Any(char.IsAsciiLetterUpper))
        {
            errors.Invalid(
                path, id, "uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with lowercase hexadecimal characters");
        }
    }

    // Several forms are understood, though only one is allowed.
    private static string? Problem(string id) => Formats.Length(id) switch
    {
        Length => HasForm(id) ? null : BadFormat,
        Length + 9 when !id.StartsWith(UrnPrefix, StringComparison.OrdinalIgnoreCase) => $"invalid urn prefix: {FieldErrors.Quote(id[..UrnPrefix.Length])}",
        Length + 9 => HasForm(id[UrnPrefix.Length..]) ? null : BadFormat,
        Length + 2 when id[0] != '{' || id[^1] != '}' => "invalid bracketed UUID format",
        Length + 2 => HasForm(id[1..^1]) ? null : BadFormat,
        32 => id.All(char.IsAsciiHexDigit) ? null : BadFormat,
        var length => "invalid UUID length: " + length.ToString(CultureInfo.InvariantCulture),
    };

    private static bool HasForm(string id) =>
        id.Length == Length && id.Select((character, i) => i is 8 or 13 or 18 or 23 ? character == '-' : char.IsAsciiHexDigit(character)).All(fits => fits);
}

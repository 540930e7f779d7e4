using System.Globalization;

namespace Tiphys.Api;

/// <summary>Reads moments written by RFC 3339, as strictly as the Kubernetes API does.</summary>
public static class Rfc3339
{
    /// <summary>Reads <c>2006-01-02T15:04:05Z</c>, with any fraction and any offset.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length < 20 || text[10] is not 'T' || !HasZone(text) ||
            !DateTime.TryParseExact(text[..19], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var rest = text[19..];
        long ticks = 0;
        if (rest[0] is '.' or ',')
        {
            var digits = 1;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            {
                digits++;
            }

            if (digits == 1)
            {
                return false;
            }

            for (int i = 1, scale = 1_000_000; i < digits && scale > 0; i++, scale /= 10)
            {
                ticks += (rest[i] - '0') * scale;
            }

            rest = rest[digits..];
        }

        if (!TryParseOffset(rest, out var offset))
        {
            return false;
        }

        moment = new DateTimeOffset(DateTime.SpecifyKind(local.AddTicks(ticks) - offset, DateTimeKind.Utc));
        return true;
    }

    /// <summary>Reads a moment with exactly six digits of fraction, as <c>MicroTime</c> asks.</summary>
    public static bool TryParseMicro(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        moment = default;
        return text.Length >= 27 && text[19] == '.' && !char.IsAsciiDigit(text[26]) && TryParse(text, out moment);
    }

    private static bool HasZone(ReadOnlySpan<char> text) => text[^1] == 'Z' || (text.Length >= 25 && text[^3] == ':' && text[^6] is '+' or '-');

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' ||
            !int.TryParse(text.Slice(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 23 ||
            !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -offset : offset;
        return true;
    }
}

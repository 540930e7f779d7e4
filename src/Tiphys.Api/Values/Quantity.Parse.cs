using System.Globalization;

namespace Tiphys.Api;

/// <content>Reads quantities.</content>
public readonly partial struct Quantity
{
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    /// <summary>Upstream's message for a text that is no quantity.</summary>
    public const string FormatMessage =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    /// <summary>Upstream's message for an unknown suffix.</summary>
    public const string SuffixMessage = "unable to parse quantity's suffix";

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">The text is no quantity; the message is upstream's.</exception>
    public static Quantity Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var quantity, out var error) ? quantity : throw new FormatException(error);

    /// <summary>Reads a quantity; false when the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity) => TryParse(text, out quantity, out _);

    /// <summary>Reads a quantity, so that constants are easy to write.</summary>
    public static implicit operator Quantity(string text) => Parse(text);

    /// <summary>Reads a quantity; false with upstream's message when the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity, out string? error)
    {
        quantity = default;
        error = FormatMessage;
        var negative = text.Length > 0 && text[0] == '-';
        var unsigned = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        var length = unsigned.IndexOfAnyExcept("0123456789.");
        var number = length < 0 ? unsigned : unsigned[..length];
        var suffix = length < 0 ? [] : unsigned[length..];
        var point = number.IndexOf('.');
        if (number.IsEmpty || number.Length == 1 && point == 0 || point >= 0 && number[(point + 1)..].Contains('.') || !IsSuffixShaped(suffix))
        {
            return false;
        }

        if (!TryParseSuffix(suffix, out var format, out var exponent, out var factor))
        {
            error = SuffixMessage;
            return false;
        }

        error = null;
        var nano = ToNano(number, exponent, factor);
        if (format == QuantityFormat.BinarySI && nano > 0 && nano < NanoPerUnit)
        {
            format = QuantityFormat.DecimalSI;
        }

        quantity = new(negative ? -nano : nano, format);
        return true;
    }

    private static bool IsSuffixShaped(ReadOnlySpan<char> suffix)
    {
        var letters = suffix.IndexOfAnyExcept("eEinumkKMGTP");
        var rest = letters < 0 ? [] : suffix[letters..];
        if (!rest.IsEmpty && rest[0] is '-' or '+')
        {
            rest = rest[1..];
        }

        return rest.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool TryParseSuffix(ReadOnlySpan<char> suffix, out QuantityFormat format, out int exponent, out long factor)
    {
        format = QuantityFormat.DecimalSI;
        exponent = 0;
        factor = 1;
        if (suffix.Length > 1 && suffix[0] is 'e' or 'E')
        {
            format = QuantityFormat.DecimalExponent;
            return int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
        }

        for (var i = 0; i < DecimalSuffixes.Length; i++)
        {
            if (suffix.SequenceEqual(DecimalSuffixes[i]))
            {
                exponent = (i * 3) - 9;
                return true;
            }
        }

        for (var i = 1; i < BinarySuffixes.Length; i++)
        {
            if (suffix.SequenceEqual(BinarySuffixes[i]))
            {
                format = QuantityFormat.BinarySI;
                factor = 1L << (10 * i);
                return true;
            }
        }

        return false;
    }

    /// <summary>number × 10^exponent × factor in nano units: rounded up, capped at 2^63-1 units.</summary>
    private static Int128 ToNano(ReadOnlySpan<char> number, int exponent, long factor)
    {
        var point = number.IndexOf('.');
        var places = point < 0 ? 0 : number.Length - point - 1;
        // 2^63-1 has 19 digits: 30 significant digits keep every quantity that is not capped exact to far below a nano unit.
        var limit = UInt128.MaxValue / 100;
        UInt128 mantissa = 0;
        var lost = false;
        var skipped = 0;
        foreach (var digit in number)
        {
            if (digit == '.')
            {
                continue;
            }

            if (mantissa > limit)
            {
                skipped++;
                lost |= digit != '0';
                continue;
            }

            mantissa = (mantissa * 10) + (uint)(digit - '0');
        }

        if (mantissa == 0)
        {
            return lost ? 1 : 0;
        }

        var value = System.Numerics.BigInteger.Multiply((System.Numerics.BigInteger)mantissa, factor);
        var power = (long)exponent - places + skipped + 9;
        if (power > 60)
        {
            return Maximum;
        }

        if (power < -80)
        {
            return 1;
        }

        if (power >= 0)
        {
            value *= System.Numerics.BigInteger.Pow(10, (int)power);
        }
        else
        {
            value = System.Numerics.BigInteger.DivRem(value, System.Numerics.BigInteger.Pow(10, (int)-power), out var remainder);
            lost |= !remainder.IsZero;
        }

        if (lost)
        {
            value += 1;
        }

        return value > (System.Numerics.BigInteger)Maximum ? Maximum : (Int128)value;
    }
}

using System.Globalization;
using System.Text;

namespace Tiphys.Api;

/// <summary>A length of time in nanoseconds, written as Go does: <c>1h2m3s</c>, <c>300ms</c>, <c>0s</c>.</summary>
/// <param name="Nanoseconds">Length in nanoseconds.</param>
public readonly record struct Duration(long Nanoseconds)
{
    /// <summary>The length as a <see cref="System.TimeSpan"/>, in steps of 100 ns.</summary>
    public TimeSpan TimeSpan => TimeSpan.FromTicks(Nanoseconds / 100);

    /// <summary>Takes a <see cref="System.TimeSpan"/>.</summary>
    public static implicit operator Duration(TimeSpan span) => new(span.Ticks * 100);

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Nanoseconds == 0)
        {
            return "0s";
        }

        var negative = Nanoseconds < 0;
        var rest = negative ? (ulong)-(Nanoseconds + 1) + 1 : (ulong)Nanoseconds;
        var text = new StringBuilder(negative ? "-" : "");
        return rest < 1_000_000_000 ? Small(text, rest) : Large(text, rest);
    }

    private static string Small(StringBuilder text, ulong nanoseconds)
    {
        var (unit, scale) = nanoseconds switch
        {
            < 1_000 => ("ns", 1UL),
            < 1_000_000 => ("µs", 1_000UL),
            _ => ("ms", 1_000_000UL),
        };
        return AppendDecimal(text, nanoseconds, scale).Append(unit).ToString();
    }

    private static string Large(StringBuilder text, ulong nanoseconds)
    {
        var minutes = nanoseconds / 60_000_000_000;
        if (minutes >= 60)
        {
            text.Append(minutes / 60).Append('h');
        }

        if (minutes > 0)
        {
            text.Append(minutes % 60).Append('m');
        }

        return AppendDecimal(text, nanoseconds % 60_000_000_000, 1_000_000_000).Append('s').ToString();
    }

    private static StringBuilder AppendDecimal(StringBuilder text, ulong value, ulong scale)
    {
        text.Append(value / scale);
        var fraction = value % scale;
        if (fraction != 0)
        {
            var digits = scale.ToString(CultureInfo.InvariantCulture).Length - 1;
            text.Append('.').Append(fraction.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0'));
        }

        return text;
    }

    /// <summary>Reads what Go's <c>time.ParseDuration</c> reads.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Duration duration)
    {
        duration = default;
        var negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
        {
            text = text[1..];
        }

        if (text is "0")
        {
            return true;
        }

        if (text.IsEmpty)
        {
            return false;
        }

        decimal total = 0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            text = text[digits..];
            var length = text.IndexOfAny("0123456789.");
            var unit = length < 0 ? text : text[..length];
            if (!TryGetUnit(unit, out var nanoseconds))
            {
                return false;
            }

            // Before the product, which could be more than a decimal holds.
            if (number > long.MaxValue / nanoseconds)
            {
                return false;
            }

            total += number * nanoseconds;
            text = text[unit.Length..];
        }

        if (total > long.MaxValue)
        {
            return false;
        }

        duration = new((long)(negative ? -total : total));
        return true;
    }

    private static bool TryGetUnit(ReadOnlySpan<char> unit, out long nanoseconds)
    {
        nanoseconds = unit switch
        {
            "ns" => 1,
            "us" or "µs" or "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => 0,
        };
        return nanoseconds != 0;
    }
}

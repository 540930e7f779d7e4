using System.Globalization;

namespace Tiphys.Api;

/// <summary>A whole number or a string: a port number or its name, a count or a percentage.</summary>
public readonly record struct IntOrString
{
    private IntOrString(int number, string? text)
    {
        IntValue = number;
        StringValue = text;
    }

    /// <summary>The number; 0 when the value is a string.</summary>
    public int IntValue { get; }

    /// <summary>The string; null when the value is a number.</summary>
    public string? StringValue { get; }

    /// <summary>True when the value is a string.</summary>
    public bool IsString => StringValue is not null;

    /// <summary>A number.</summary>
    public static IntOrString FromInt(int number) => new(number, null);

    /// <summary>A string.</summary>
    public static IntOrString FromString(string text) => new(0, text);

    /// <summary>A number.</summary>
    public static implicit operator IntOrString(int number) => FromInt(number);

    /// <summary>A string.</summary>
    public static implicit operator IntOrString(string text) => FromString(text);

    /// <summary>
    /// The number, or the percentage of <paramref name="total"/>, rounded as asked.
    /// </summary>
    /// <exception cref="FormatException">The string is no percentage.</exception>
    public int Scale(int total, bool roundUp)
    {
        if (StringValue is null)
        {
            return IntValue;
        }

        if (!TryGetPercent(out var percent))
        {
            throw new FormatException($"invalid value for IntOrString: invalid type: string is not a percentage");
        }

        var product = (long)total * percent;
        return (int)(roundUp ? (product + 99) / 100 : product / 100);
    }

    /// <summary>Reads a string such as <c>25%</c>.</summary>
    public bool TryGetPercent(out int percent)
    {
        percent = 0;
        return StringValue is { Length: > 1 } text && text[^1] == '%' &&
            int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out percent);
    }

    /// <inheritdoc/>
    public override string ToString() => StringValue ?? IntValue.ToString(CultureInfo.InvariantCulture);
}

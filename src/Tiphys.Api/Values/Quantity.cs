using System.Globalization;

namespace Tiphys.Api;

/// <summary>How a <see cref="Quantity"/> is written.</summary>
public enum QuantityFormat : byte
{
    /// <summary>Powers of 1000 with letters: n, u, m, k, M, G, T, P, E.</summary>
    DecimalSI,

    /// <summary>Powers of 1024: Ki, Mi, Gi, Ti, Pi, Ei.</summary>
    BinarySI,

    /// <summary>Powers of 1000 as an exponent: e3, e6.</summary>
    DecimalExponent,
}

/// <summary>
/// An amount of a resource: a fixed-point number of at most nine decimal places with a suffix, always written in canonical form
/// (<c>0.5</c> becomes <c>500m</c>, <c>1024Mi</c> becomes <c>1Gi</c>). Finer fractions are rounded away from zero; amounts beyond
/// 2^63-1 are capped. Source: k8s.io/apimachinery, <c>resource.Quantity</c>.
/// </summary>
public readonly partial struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    private const long NanoPerUnit = 1_000_000_000;
    private static readonly Int128 Maximum = (Int128)long.MaxValue * NanoPerUnit;

    private readonly Int128 _nano;

    private Quantity(Int128 nano, QuantityFormat format)
    {
        _nano = nano;
        Format = format;
    }

    /// <summary>How the quantity is written.</summary>
    public QuantityFormat Format { get; }

    /// <summary>Zero.</summary>
    public static Quantity Zero => default;

    /// <summary>True for zero.</summary>
    public bool IsZero => _nano == 0;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Int128.Sign(_nano);

    /// <summary>The amount in whole units, rounded up; capped to what a long holds.</summary>
    public long Value => Scaled(NanoPerUnit);

    /// <summary>The amount in thousandths, rounded up; capped to what a long holds.</summary>
    public long MilliValue => Scaled(NanoPerUnit / 1000);

    /// <summary>The amount as a floating point number.</summary>
    public double ToDouble() => (double)_nano / NanoPerUnit;

    /// <summary>Whole units.</summary>
    public static Quantity FromValue(long value, QuantityFormat format = QuantityFormat.DecimalSI) => new((Int128)value * NanoPerUnit, format);

    /// <summary>Thousandths of a unit.</summary>
    public static Quantity FromMilli(long milli, QuantityFormat format = QuantityFormat.DecimalSI) =>
        new((Int128)milli * (NanoPerUnit / 1000), format);

    /// <summary>Whole units written with binary suffixes, as bytes are.</summary>
    public static Quantity FromBytes(long bytes) => FromValue(bytes, QuantityFormat.BinarySI);

    /// <summary>The sum, written as the left side is (as the right side is, when the left side is zero).</summary>
    public static Quantity operator +(Quantity left, Quantity right) => new(left._nano + right._nano, left.IsZero ? right.Format : left.Format);

    /// <summary>The difference, written as the left side is (as the right side is, when the left side is zero).</summary>
    public static Quantity operator -(Quantity left, Quantity right) => new(left._nano - right._nano, left.IsZero ? right.Format : left.Format);

    /// <summary>The negative amount.</summary>
    public static Quantity operator -(Quantity quantity) => new(-quantity._nano, quantity.Format);

    /// <summary>Less.</summary>
    public static bool operator <(Quantity left, Quantity right) => left._nano < right._nano;

    /// <summary>More.</summary>
    public static bool operator >(Quantity left, Quantity right) => left._nano > right._nano;

    /// <summary>Not more.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left._nano <= right._nano;

    /// <summary>Not less.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left._nano >= right._nano;

    /// <summary>Equal in amount and in form.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Different in amount or in form.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Compares amounts, whatever their form.</summary>
    public int CompareTo(Quantity other) => _nano.CompareTo(other._nano);

    /// <summary>True when the amounts and the forms are equal, so that both are written alike.</summary>
    public bool Equals(Quantity other) => _nano == other._nano && Format == other.Format;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_nano, Format);

    private long Scaled(long nanoPerStep)
    {
        var (quotient, remainder) = Int128.DivRem(_nano, nanoPerStep);
        if (remainder != 0)
        {
            quotient += remainder > 0 ? 1 : -1;
        }

        return (long)Int128.Clamp(quotient, long.MinValue, long.MaxValue);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (_nano == 0)
        {
            return "0";
        }

        return Format == QuantityFormat.BinarySI && IsWholeBeyond1023 ? WriteBinary() : WriteDecimal();
    }

    private bool IsWholeBeyond1023 => Int128.Abs(_nano) >= (Int128)1024 * NanoPerUnit && _nano % NanoPerUnit == 0;

    private string WriteBinary()
    {
        var number = _nano / NanoPerUnit;
        var power = 0;
        while (number % 1024 == 0 && power < BinarySuffixes.Length - 1)
        {
            number /= 1024;
            power++;
        }

        return number.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[power];
    }

    private string WriteDecimal()
    {
        var number = _nano;
        var exponent = -9;
        while (number % 1000 == 0 && exponent < 18)
        {
            number /= 1000;
            exponent += 3;
        }

        var digits = number.ToString(CultureInfo.InvariantCulture);
        return Format == QuantityFormat.DecimalExponent
            ? exponent == 0 ? digits : digits + "e" + exponent.ToString(CultureInfo.InvariantCulture)
            : digits + DecimalSuffixes[(exponent + 9) / 3];
    }
}

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Small words that defaults are written in.</summary>
internal static class Defaulting
{
    // Beyond this a number of thousandths does not fit into a long; such amounts have no fraction that matters.
    private const long MilliScaleLimit = long.MaxValue / 2000;

    /// <summary>The text, or another when it is empty.</summary>
    public static string Or(this string value, string otherwise) => value.Length > 0 ? value : otherwise;

    /// <summary>The number, or another when it is zero.</summary>
    public static int Or(this int value, int otherwise) => value != 0 ? value : otherwise;

    /// <summary>The amounts rounded up to thousandths, finer ones are never kept.</summary>
    public static ApiMap<Quantity> ToMilliScale(this ApiMap<Quantity> amounts)
    {
        var rounded = amounts;
        foreach (var (name, amount) in amounts)
        {
            if (Math.Abs(amount.Value) < MilliScaleLimit && Quantity.FromMilli(amount.MilliValue, amount.Format) is var milli && milli.CompareTo(amount) != 0)
            {
                rounded = rounded.SetItem(name, milli);
            }
        }

        return rounded;
    }

    /// <summary>The amounts, with those of the other for names that are missing.</summary>
    public static ApiMap<Quantity> WithMissing(this ApiMap<Quantity> amounts, ApiMap<Quantity> others)
    {
        var filled = amounts;
        foreach (var (name, amount) in others)
        {
            if (!filled.ContainsKey(name))
            {
                filled = filled.SetItem(name, amount);
            }
        }

        return filled;
    }
}

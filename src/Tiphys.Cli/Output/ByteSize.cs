using System.Globalization;

namespace Tiphys.Cli.Output;

/// <summary>Prints sizes for people.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Bytes with a decimal unit and three digits at most: <c>1.23MB</c>.</summary>
    public static string Format(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(value >= 100 || unit == 0 ? "0" : value >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture) + Units[unit];
    }
}

using System.Globalization;
using System.Text;

namespace Tiphys.Kubelet.Environment;

/// <summary>Text as upstream's programs print it: part of files that pods read and of messages that people look for.</summary>
internal static class GoText
{
    /// <summary>A text in double quotes, as <c>strconv.Quote</c> and <c>%q</c> write it.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            Append(result, rune);
        }

        return result.Append('"').ToString();
    }

    /// <summary>Words as <c>%v</c> writes a list of them.</summary>
    public static string List(IEnumerable<string> words) => $"[{string.Join(' ', words)}]";

    /// <summary>A span of whole seconds as <c>time.Duration</c> prints it: 1m30s.</summary>
    public static string Duration(TimeSpan span)
    {
        var text = new StringBuilder();
        if (span.TotalHours >= 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}h");
        }

        if (span.TotalMinutes >= 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"{span.Minutes}m");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{span.Seconds}s").ToString();
    }

    private static void Append(StringBuilder result, Rune rune)
    {
        var escaped = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\a' => "\\a",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\v' => "\\v",
            < ' ' or 0x7f => $"\\x{rune.Value:x2}",
            < 0x7f => null,
            _ when IsPrintable(rune) => null,
            < 0x10000 => $"\\u{rune.Value:x4}",
            _ => $"\\U{rune.Value:x8}",
        };
        result.Append(escaped ?? rune.ToString());
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}

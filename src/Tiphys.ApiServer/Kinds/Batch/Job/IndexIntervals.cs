using System.Globalization;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>Lists of indexes of a job such as <c>0,3-5</c> (pkg/apis/batch/validation).</summary>
internal static class IndexIntervals
{
    /// <summary>Counts the indexes; null when the text is not a list of rising indexes below <paramref name="completions"/>, and why.</summary>
    public static int? Count(string text, int completions, out string problem)
    {
        problem = "";
        var total = 0;
        int? last = null;
        foreach (var part in text.Length == 0 ? [] : text.Split(','))
        {
            if (Parse(part, completions, out problem) is not { } interval)
            {
                return null;
            }

            if (last >= interval.First)
            {
                problem = Order(last.Value, interval.First);
                return null;
            }

            total += interval.Last - interval.First + 1;
            last = interval.Last;
        }

        return total;
    }

    /// <summary>The first index that two lists share; what cannot be read counts for nothing.</summary>
    public static int? Overlap(string left, string right, int completions)
    {
        var others = Known(right, completions);
        foreach (var (first, last) in Known(left, completions))
        {
            foreach (var other in others)
            {
                if (first <= other.Last && other.First <= last)
                {
                    return Math.Max(first, other.First);
                }
            }
        }

        return null;
    }

    private static List<(int First, int Last)> Known(string text, int completions) =>
        [.. text.Split(',').Select(part => Parse(part, completions, out _)).OfType<(int First, int Last)>()];

    private static (int First, int Last)? Parse(string text, int completions, out string problem)
    {
        var parts = text.Split('-');
        if (parts.Length > 2)
        {
            problem = $"the fragment {FieldErrors.Quote(text)} violates the requirement that an index interval can have at most two parts separated by '-'";
            return null;
        }

        if (Index(parts[0], completions, out problem) is not { } first)
        {
            return null;
        }

        if (parts.Length == 1)
        {
            return (first, first);
        }

        if (Index(parts[1], completions, out problem) is not { } last)
        {
            return null;
        }

        problem = first >= last ? Order(first, last) : "";
        return first >= last ? null : (first, last);
    }

    private static int? Index(string text, int completions, out string problem)
    {
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index);
        problem = !isNumber ? $"cannot convert string to integer for index: {FieldErrors.Quote(text)}"
            : index >= completions ? $"too large index: {FieldErrors.Quote(text)}" : "";
        return problem.Length == 0 ? index : null;
    }

    private static string Order(int previous, int current) => string.Create(
        CultureInfo.InvariantCulture, $"non-increasing order, previous: {previous}, current: {current}");
}

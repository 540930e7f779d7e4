using System.Globalization;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>
/// What is wrong with a schedule of cron: minute, hour, day of month, month and day of week, or a descriptor such as <c>@daily</c>. Messages are those of
/// robfig/cron, which upstream reads schedules with.
/// </summary>
internal static class CronSchedule
{
    private static readonly string[] Descriptors = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly Bounds[] Fields = [new(0, 59), new(0, 23), new(1, 31), new(1, 12, Months), new(0, 6, Days)];

    /// <summary>Why the schedule cannot be read; null when it can.</summary>
    public static string? Problem(string schedule)
    {
        if (schedule.StartsWith("TZ=", StringComparison.Ordinal) || schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            return WithoutZone(schedule, out var problem) is { } rest ? Problem(rest) : problem;
        }

        if (schedule.StartsWith('@'))
        {
            return DescriptorProblem(schedule);
        }

        if (schedule.Length == 0)
        {
            return "empty spec string";
        }

        var parts = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length != Fields.Length
            ? $"expected exactly {Fields.Length} fields, found {parts.Length}: [{string.Join(' ', parts)}]"
            : parts.Zip(Fields, FieldProblem).FirstOrDefault(problem => problem is not null);
    }

    private static string? WithoutZone(string schedule, out string problem)
    {
        var end = schedule.IndexOf(' ');
        if (end < 0)
        {
            problem = "invalid schedule format: runtime error: slice bounds out of range [:-1]";
            return null;
        }

        var zone = schedule[(schedule.IndexOf('=') + 1)..end];
        problem = $"provided bad location {zone}: unknown time zone {zone}";
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? schedule[end..].Trim() : null;
    }

    private static string? DescriptorProblem(string schedule)
    {
        const string Every = "@every ";
        if (Descriptors.Contains(schedule, StringComparer.Ordinal))
        {
            return null;
        }

        if (!schedule.StartsWith(Every, StringComparison.Ordinal))
        {
            return $"unrecognized descriptor: {schedule}";
        }

        var text = schedule[Every.Length..];
        return Duration.TryParse(text, out _) ? null : $"failed to parse duration {schedule}: time: invalid duration {FieldErrors.Quote(text)}";
    }

    private static string? FieldProblem(string field, Bounds bounds) =>
        field.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(range => RangeProblem(range, bounds)).FirstOrDefault(problem => problem is not null);

    private static string? RangeProblem(string range, Bounds bounds)
    {
        var parts = range.Split('/');
        var ends = parts[0].Split('-');
        var (start, end) = (bounds.Low, bounds.High);
        if (ends[0] is not ("*" or "?"))
        {
            if (Number(ends[0], bounds.Names, bounds.Low, out start) is { } problem)
            {
                return problem;
            }

            end = start;
            if (ends.Length == 2 && Number(ends[1], bounds.Names, bounds.Low, out end) is { } other)
            {
                return other;
            }

            if (ends.Length > 2)
            {
                return $"too many hyphens: {range}";
            }
        }

        var step = 1;
        if (parts.Length == 2)
        {
            if (Number(parts[1], [], 0, out step) is { } problem)
            {
                return problem;
            }

            end = ends.Length == 1 ? bounds.High : end;
        }

        return parts.Length > 2 ? $"too many slashes: {range}"
            : start < bounds.Low ? $"beginning of range ({start}) below minimum ({bounds.Low}): {range}"
            : end > bounds.High ? $"end of range ({end}) above maximum ({bounds.High}): {range}"
            : start > end ? $"beginning of range ({start}) beyond end of range ({end}): {range}"
            : step == 0 ? $"step of range should be a positive number: {range}"
            : null;
    }

    private static string? Number(string text, string[] names, int first, out int number)
    {
        var named = Array.IndexOf(names, text.ToLowerInvariant());
        if (named >= 0)
        {
            number = named + first;
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
        {
            return $"failed to parse int from {text}: strconv.Atoi: parsing {FieldErrors.Quote(text)}: invalid syntax";
        }

        return number < 0 ? $"negative number ({number}) not allowed: {text}" : null;
    }

    private readonly record struct Bounds(int Low, int High, string[] Names)
    {
        public Bounds(int low, int high)
            : this(low, high, [])
        {
        }
    }
}

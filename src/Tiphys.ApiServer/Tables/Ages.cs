using System.Globalization;

namespace Tiphys.ApiServer.Tables;

/// <summary>Durations as kubectl shows them, with two or three significant figures (k8s.io/apimachinery, <c>util/duration</c>).</summary>
internal static class Ages
{
    private const string Unknown = "<unknown>";

    /// <summary>How long ago a moment was; <c>&lt;unknown&gt;</c> when it is not set.</summary>
    public static string Since(Time time, DateTimeOffset now) => time.IsZero ? Unknown : Text(now - time.Moment);

    /// <inheritdoc cref="Since(Time, DateTimeOffset)"/>
    public static string Since(MicroTime time, DateTimeOffset now) => time.IsZero ? Unknown : Text(now - time.Moment);

    /// <summary>The length of a span.</summary>
    public static string Text(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var minutes = seconds / 60;
        var hours = minutes / 60;
        var days = hours / 24;
        return seconds switch
        {
            < -1 => "<invalid>", // A clock that is off by a second counts as now.
            < 0 => "0s",
            < 120 => Format($"{seconds}s"),
            _ when minutes < 10 => Pair(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => Format($"{minutes}m"),
            _ when hours < 8 => Pair(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => Format($"{hours}h"),
            _ when days < 8 => Pair(days, "d", hours % 24, "h"),
            _ when days < 730 => Format($"{days}d"),
            _ when days < 2920 => Pair(days / 365, "y", days % 365, "d"),
            _ => Format($"{days / 365}y"),
        };
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Format($"{large}{largeUnit}") : Format($"{large}{largeUnit}{small}{smallUnit}");

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

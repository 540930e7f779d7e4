using System.Globalization;

namespace Tiphys.Api;

/// <summary>A moment with whole seconds, written by RFC 3339 in UTC. The default value is "not set" and is written as <c>null</c>.</summary>
public readonly record struct Time : IComparable<Time>
{
    /// <summary>Takes a moment and drops its fraction of a second.</summary>
    public Time(DateTimeOffset moment) => UnixSeconds = moment.ToUnixTimeSeconds();

    private Time(long unixSeconds, bool _) => UnixSeconds = unixSeconds;

    // Kept relative to year 1, so that the default value is upstream's zero time.
    private readonly long _secondsSinceYearOne;

    private const long UnixEpoch = 62_135_596_800;

    /// <summary>Seconds since 1970-01-01 in UTC.</summary>
    public long UnixSeconds
    {
        get => _secondsSinceYearOne - UnixEpoch;
        private init => _secondsSinceYearOne = value + UnixEpoch;
    }

    /// <summary>True when no moment is set.</summary>
    public bool IsZero => _secondsSinceYearOne == 0;

    /// <summary>The moment.</summary>
    public DateTimeOffset Moment => DateTimeOffset.FromUnixTimeSeconds(UnixSeconds);

    /// <summary>The moment that is so many seconds after 1970-01-01.</summary>
    public static Time FromUnixSeconds(long seconds) => new(seconds, true);

    /// <summary>The current second.</summary>
    public static Time Now(TimeProvider clock) => new(clock.GetUtcNow());

    /// <summary>Takes a moment and drops its fraction of a second.</summary>
    public static implicit operator Time(DateTimeOffset moment) => new(moment);

    /// <inheritdoc/>
    public int CompareTo(Time other) => _secondsSinceYearOne.CompareTo(other._secondsSinceYearOne);

    /// <summary>Earlier.</summary>
    public static bool operator <(Time left, Time right) => left.CompareTo(right) < 0;

    /// <summary>Later.</summary>
    public static bool operator >(Time left, Time right) => left.CompareTo(right) > 0;

    /// <summary>Not later.</summary>
    public static bool operator <=(Time left, Time right) => left.CompareTo(right) <= 0;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(Time left, Time right) => left.CompareTo(right) >= 0;

    /// <summary>Time between two moments.</summary>
    public static TimeSpan operator -(Time left, Time right) => TimeSpan.FromSeconds(left._secondsSinceYearOne - right._secondsSinceYearOne);

    /// <inheritdoc/>
    public override string ToString() =>
        IsZero ? "null" : Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Tiphys.Api;

/// <summary>A moment with microseconds, written by RFC 3339 in UTC. The default value is "not set" and is written as <c>null</c>.</summary>
public readonly record struct MicroTime : IComparable<MicroTime>
{
    private readonly long _ticks;

    /// <summary>Takes a moment and drops what is finer than a microsecond.</summary>
    public MicroTime(DateTimeOffset moment) => _ticks = moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMicrosecond);

    /// <summary>True when no moment is set.</summary>
    public bool IsZero => _ticks == 0;

    /// <summary>The moment.</summary>
    public DateTimeOffset Moment => new(_ticks, TimeSpan.Zero);

    /// <summary>The current microsecond.</summary>
    public static MicroTime Now(TimeProvider clock) => new(clock.GetUtcNow());

    /// <summary>Takes a moment and drops what is finer than a microsecond.</summary>
    public static implicit operator MicroTime(DateTimeOffset moment) => new(moment);

    /// <inheritdoc/>
    public int CompareTo(MicroTime other) => _ticks.CompareTo(other._ticks);

    /// <summary>Earlier.</summary>
    public static bool operator <(MicroTime left, MicroTime right) => left._ticks < right._ticks;

    /// <summary>Later.</summary>
    public static bool operator >(MicroTime left, MicroTime right) => left._ticks > right._ticks;

    /// <summary>Not later.</summary>
    public static bool operator <=(MicroTime left, MicroTime right) => left._ticks <= right._ticks;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(MicroTime left, MicroTime right) => left._ticks >= right._ticks;

    /// <inheritdoc/>
    public override string ToString() =>
        IsZero ? "null" : Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

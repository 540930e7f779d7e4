namespace Tiphys.Containers;

/// <summary>Which part of a container's log to read and how (core/v1 PodLogOptions).</summary>
public sealed record LogReadOptions
{
    /// <summary>Go on with what is written later, until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Only so many lines from the end.</summary>
    public long? TailLines { get; init; }

    /// <summary>Only lines written at or after this time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Begin each line with the time it was written at.</summary>
    public bool Timestamps { get; init; }

    /// <summary>End after so many bytes, even within a line.</summary>
    public long? LimitBytes { get; init; }
}

using Tiphys.Cluster.Configuration;

namespace Tiphys.Cluster;

/// <summary>A cluster, or the part of it that a process runs.</summary>
public sealed record ClusterOptions
{
    /// <summary>Where its data stands.</summary>
    public required ClusterDirectory Directory { get; init; }

    /// <summary>What was decided when it was made.</summary>
    public required ClusterSettings Settings { get; init; }

    /// <summary>What runs beside the API server.</summary>
    public ClusterComponents Components { get; init; } = ClusterComponents.All;

    /// <summary>Version of the program, for the record of the process.</summary>
    public required string Version { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

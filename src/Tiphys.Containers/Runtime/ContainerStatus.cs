namespace Tiphys.Containers;

public enum ContainerState
{
    Created,
    Running,
    Exited,
}

/// <summary>Numeric identity of a container's first process.</summary>
public sealed record ContainerUser(long Uid, long Gid, IReadOnlyList<long> SupplementalGroups);

/// <summary>What is known of a container (CRI ContainerStatus).</summary>
public sealed record ContainerStatus
{
    public required string Id { get; init; }
    public required string SandboxId { get; init; }
    public required ContainerConfig Config { get; init; }
    public required ContainerState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>128 + signal when a signal ended it; 128 when it could not be started.</summary>
    public int ExitCode { get; init; }

    /// <summary>Completed, Error, OOMKilled, StartError or Unknown once it has exited.</summary>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>Process on the node while it runs, else 0.</summary>
    public int Pid { get; init; }

    public ContainerUser? User { get; init; }

    /// <summary>Absolute path of the log; empty when there is none.</summary>
    public string LogPath { get; init; } = "";

    /// <summary>Name of the signal that stops it.</summary>
    public string StopSignal { get; init; } = "SIGTERM";
}

/// <summary>Reasons in <see cref="ContainerStatus.Reason"/>, which are part of the Kubernetes API.</summary>
public static class ContainerExitReason
{
    public const string Completed = "Completed";
    public const string Error = "Error";
    public const string OomKilled = "OOMKilled";
    public const string StartError = "StartError";

    /// <summary>It ended while nobody watched, e.g. with the machine.</summary>
    public const string Unknown = "Unknown";
}

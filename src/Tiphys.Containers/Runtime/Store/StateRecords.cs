using System.Text.Json.Serialization;

namespace Tiphys.Containers.Store;

/// <summary>What is kept of a sandbox. Persisted: names may be added, not changed.</summary>
internal sealed record SandboxRecord
{
    public required string Id { get; init; }
    public required PodSandboxConfig Config { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public bool IsStopped { get; init; }

    /// <summary>Process that keeps a shared PID namespace alive, or 0.</summary>
    public int PidHolder { get; init; }
}

internal enum ContainerPhase
{
    Created = 0,

    /// <summary>conmon was or is about to be started; what became of it is not recorded yet.</summary>
    Starting = 1,
    Running = 2,
    Exited = 3,
}

/// <summary>What is kept of a container. Persisted: names may be added, not changed.</summary>
internal sealed record ContainerRecord
{
    public required string Id { get; init; }
    public required string SandboxId { get; init; }
    public required ContainerConfig Config { get; init; }
    public required ContainerUser User { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public ContainerPhase Phase { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public int ExitCode { get; init; }
    public string Reason { get; init; } = "";
    public string Message { get; init; } = "";
    public int Pid { get; init; }
    public int ConmonPid { get; init; }
    public string LogPath { get; init; } = "";
    public string StopSignal { get; init; } = "SIGTERM";

    /// <summary>Relative to the node's cgroup parent.</summary>
    public required string Cgroup { get; init; }

    /// <summary>It has a PID namespace of its own, so that its end ends all its processes.</summary>
    public bool OwnsPidNamespace { get; init; }

    public ContainerStatus ToStatus() => new()
    {
        Id = Id,
        SandboxId = SandboxId,
        Config = Config,
        State = Phase switch
        {
            ContainerPhase.Running => ContainerState.Running,
            ContainerPhase.Exited => ContainerState.Exited,
            _ => ContainerState.Created,
        },
        CreatedAt = CreatedAt,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        ExitCode = ExitCode,
        Reason = Reason,
        Message = Message,
        Pid = Phase == ContainerPhase.Running ? Pid : 0,
        User = User,
        LogPath = LogPath,
        StopSignal = StopSignal,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SandboxRecord))]
[JsonSerializable(typeof(ContainerRecord))]
internal sealed partial class StateJsonContext : JsonSerializerContext;

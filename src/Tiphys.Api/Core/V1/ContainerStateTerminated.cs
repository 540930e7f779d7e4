namespace Tiphys.Api.Core.V1;

/// <summary>Details of a container that ran and has come to an end.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateTerminated")]
public sealed partial record ContainerStateTerminated
{
    /// <summary>Exit code of the process, where zero means success.</summary>
    [ApiField("exitCode", 1)]
    public partial int ExitCode { get; init; }

    /// <summary>Number of the signal that ended the process, or zero if none did.</summary>
    [ApiField("signal", 2, OmitEmpty = true, Optional = true)]
    public partial int Signal { get; init; }

    /// <summary>Short code for why it ended, such as Completed, Error or OOMKilled.</summary>
    [ApiField("reason", 3, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Final message of the container, taken from its termination message file or its log.</summary>
    [ApiField("message", 4, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Time at which this run of the container began.</summary>
    [ApiField("startedAt", 5, OmitEmpty = true, Optional = true)]
    public partial Time StartedAt { get; init; }

    /// <summary>Time at which this run of the container ended.</summary>
    [ApiField("finishedAt", 6, OmitEmpty = true, Optional = true)]
    public partial Time FinishedAt { get; init; }

    /// <summary>Identifier of the ended container in the form type://id.</summary>
    [ApiField("containerID", 7, OmitEmpty = true, Optional = true)]
    public partial string ContainerID { get; init; }
}

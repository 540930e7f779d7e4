namespace Tiphys.Api.Core.V1;

/// <summary>Actions and settings that accompany the start and the end of a container.</summary>
[ApiType("io.k8s.api.core.v1.Lifecycle")]
public sealed partial record Lifecycle
{
    /// <summary>Hook run right after the container is created; its failure kills the container.</summary>
    [ApiField("postStart", 1, OmitEmpty = true, Optional = true)]
    public partial LifecycleHandler? PostStart { get; init; }

    /// <summary>Hook run before the stop signal is sent, its time counting against the grace period.</summary>
    [ApiField("preStop", 2, OmitEmpty = true, Optional = true)]
    public partial LifecycleHandler? PreStop { get; init; }

    /// <summary>Signal, such as SIGTERM, that asks the container to stop; requires the pod's operating system to be set.</summary>
    [ApiField("stopSignal", 3, OmitEmpty = true, Optional = true, Enum = typeof(Signal), TypeName = "v1.Signal")]
    public partial string? StopSignal { get; init; }
}

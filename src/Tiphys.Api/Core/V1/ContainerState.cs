namespace Tiphys.Api.Core.V1;

/// <summary>The state a container is in, of which at most one member is set; waiting if none.</summary>
[ApiType("io.k8s.api.core.v1.ContainerState")]
public sealed partial record ContainerState
{
    /// <summary>Present while the container is still being prepared or is held back.</summary>
    [ApiField("waiting", 1, OmitEmpty = true, Optional = true)]
    public partial ContainerStateWaiting? Waiting { get; init; }

    /// <summary>Present while the container's process is running.</summary>
    [ApiField("running", 2, OmitEmpty = true, Optional = true)]
    public partial ContainerStateRunning? Running { get; init; }

    /// <summary>Present once the container's process has ended.</summary>
    [ApiField("terminated", 3, OmitEmpty = true, Optional = true)]
    public partial ContainerStateTerminated? Terminated { get; init; }
}

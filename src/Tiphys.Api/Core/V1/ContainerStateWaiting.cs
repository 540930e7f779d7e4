namespace Tiphys.Api.Core.V1;

/// <summary>Details of a container that is not running yet.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateWaiting")]
public sealed partial record ContainerStateWaiting
{
    /// <summary>Short code for why it waits, such as ContainerCreating, ImagePullBackOff or CrashLoopBackOff.</summary>
    [ApiField("reason", 1, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for humans that explains why the container is waiting.</summary>
    [ApiField("message", 2, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}

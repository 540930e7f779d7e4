namespace Tiphys.Api.Core.V1;

/// <summary>Details of a container that is running at present.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateRunning")]
public sealed partial record ContainerStateRunning
{
    /// <summary>Time at which the container was last started or restarted.</summary>
    [ApiField("startedAt", 1, OmitEmpty = true, Optional = true)]
    public partial Time StartedAt { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Says how a container reacts when one of its resources is resized in place.</summary>
[ApiType("io.k8s.api.core.v1.ContainerResizePolicy")]
public sealed partial record ContainerResizePolicy
{
    /// <summary>Resource that the policy covers, either cpu or memory.</summary>
    [ApiField("resourceName", 1, TypeName = "v1.ResourceName")]
    public partial string ResourceName { get; init; }

    /// <summary>NotRequired to resize the running container, or RestartContainer to restart it; defaults to NotRequired.</summary>
    [ApiField("restartPolicy", 2, TypeName = "v1.ResourceResizeRestartPolicy")]
    public partial string RestartPolicy { get; init; }
}

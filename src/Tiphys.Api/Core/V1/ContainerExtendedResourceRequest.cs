namespace Tiphys.Api.Core.V1;

/// <summary>Maps an extended resource of one container to a device request in the special claim.</summary>
[ApiType("io.k8s.api.core.v1.ContainerExtendedResourceRequest")]
public sealed partial record ContainerExtendedResourceRequest
{
    /// <summary>Container whose resource requirements asked for the extended resource.</summary>
    [ApiField("containerName", 1)]
    public partial string ContainerName { get; init; }

    /// <summary>Extended resource name as it appears in the container, such as example.com/gpu.</summary>
    [ApiField("resourceName", 2)]
    public partial string ResourceName { get; init; }

    /// <summary>Device request inside the generated claim that provides the extended resource.</summary>
    [ApiField("requestName", 3)]
    public partial string RequestName { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Records the claim the scheduler made to satisfy extended resources through dynamic allocation.</summary>
[ApiType("io.k8s.api.core.v1.PodExtendedResourceClaimStatus")]
public sealed partial record PodExtendedResourceClaimStatus
{
    /// <summary>Tells which container and extended resource each device request of the claim serves.</summary>
    [ApiField("requestMappings", 1)]
    public partial ApiList<ContainerExtendedResourceRequest> RequestMappings { get; init; }

    /// <summary>Name of the ResourceClaim in the pod namespace that backs the extended resources.</summary>
    [ApiField("resourceClaimName", 2)]
    public partial string ResourceClaimName { get; init; }
}

using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Node resources that a pod obtains through one resource claim.</summary>
[ApiType("io.k8s.api.core.v1.NodeAllocatableResourceClaimStatus")]
public sealed partial record NodeAllocatableResourceClaimStatus
{
    /// <summary>Name of the ResourceClaim that provides the resources.</summary>
    [ApiField("resourceClaimName", 1)]
    public partial string ResourceClaimName { get; init; }

    /// <summary>Names of the pod containers that use the claim.</summary>
    [ApiField("containers", 2, OmitEmpty = true, Optional = true, ListType = ListType.Set)]
    public partial ApiList<string> Containers { get; init; }

    /// <summary>Amount of each node resource that the claim provides, by resource name.</summary>
    [ApiField("resources", 3, TypeName = "map[v1.ResourceName]resource.Quantity")]
    public partial ApiMap<Quantity> Resources { get; init; }
}

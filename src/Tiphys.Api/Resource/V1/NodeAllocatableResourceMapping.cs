namespace Tiphys.Api.Resource.V1;

/// <summary>Tells how a device allocation translates into consumption of one node resource.</summary>
[ApiType("io.k8s.api.resource.v1.NodeAllocatableResourceMapping")]
public sealed partial record NodeAllocatableResourceMapping
{
    /// <summary>Device capacity whose allocated amount is the base of the calculation; unset counts whole devices.</summary>
    [ApiField("capacityKey", 1, OmitEmpty = true, Optional = true, TypeName = "v1.QualifiedName")]
    public partial string? CapacityKey { get; init; }

    /// <summary>Factor applied to the device count or capacity amount to get the node resource quantity.</summary>
    [ApiField("allocationMultiplier", 2, OmitEmpty = true, Optional = true)]
    public partial Quantity? AllocationMultiplier { get; init; }
}

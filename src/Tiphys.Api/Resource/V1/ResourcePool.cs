namespace Tiphys.Api.Resource.V1;

/// <summary>Identifies a device pool and tells how many slices make it complete.</summary>
[ApiType("io.k8s.api.resource.v1.ResourcePool")]
public sealed partial record ResourcePool
{
    /// <summary>Name of the pool, often that of the node; must be unique for the driver.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Version of the pool, raised on each change; slices of older generations are ignored.</summary>
    [ApiField("generation", 2)]
    public partial long Generation { get; init; }

    /// <summary>Total number of slices that make up the pool at this generation.</summary>
    [ApiField("resourceSliceCount", 3)]
    public partial long ResourceSliceCount { get; init; }
}

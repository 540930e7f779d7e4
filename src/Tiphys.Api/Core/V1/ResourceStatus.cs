using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Health of all units of one resource that a container has been allocated.</summary>
[ApiType("io.k8s.api.core.v1.ResourceStatus")]
public sealed partial record ResourceStatus
{
    /// <summary>Resource name, or claim:NAME/REQUEST for a resource from a dynamic allocation claim.</summary>
    [ApiField("name", 1, TypeName = "v1.ResourceName")]
    public partial string Name { get; init; }

    /// <summary>Health of each allocated unit, listed by its unique identifier.</summary>
    [ApiField("resources", 2, OmitEmpty = true, ListType = ListType.Map, ListMapKeys = ["resourceID"])]
    public partial ApiList<ResourceHealth> Resources { get; init; }
}

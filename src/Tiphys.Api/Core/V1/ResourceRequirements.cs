using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Computing resources that a container or pod needs and may use.</summary>
[ApiType("io.k8s.api.core.v1.ResourceRequirements")]
public sealed partial record ResourceRequirements
{
    /// <summary>Most of each resource that may be consumed, enforced while running.</summary>
    [ApiField("limits", 1, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Limits { get; init; }

    /// <summary>Amount of each resource reserved by the scheduler; defaults to the limit when one is given.</summary>
    [ApiField("requests", 2, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Requests { get; init; }

    /// <summary>Resource claims of the pod, for dynamic resource allocation, that this container uses.</summary>
    [ApiField("claims", 3, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"])]
    public partial ApiList<ResourceClaim> Claims { get; init; }
}

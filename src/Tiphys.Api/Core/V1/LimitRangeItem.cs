namespace Tiphys.Api.Core.V1;

/// <summary>Bounds and defaults for the resources of one type of object.</summary>
[ApiType("io.k8s.api.core.v1.LimitRangeItem")]
public sealed partial record LimitRangeItem
{
    /// <summary>Type of object the bounds are for: Pod, Container or PersistentVolumeClaim.</summary>
    [ApiField("type", 1, TypeName = "v1.LimitType")]
    public partial string Type { get; init; }

    /// <summary>Largest amount allowed, by resource name.</summary>
    [ApiField("max", 2, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Max { get; init; }

    /// <summary>Smallest amount allowed, by resource name.</summary>
    [ApiField("min", 3, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Min { get; init; }

    /// <summary>Limits filled in for containers that set none, by resource name.</summary>
    [ApiField("default", 4, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Default { get; init; }

    /// <summary>Requests filled in for containers that set none, by resource name.</summary>
    [ApiField("defaultRequest", 5, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> DefaultRequest { get; init; }

    /// <summary>Largest allowed quotient of limit and request, by resource name; both must then be set.</summary>
    [ApiField("maxLimitRequestRatio", 6, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> MaxLimitRequestRatio { get; init; }
}

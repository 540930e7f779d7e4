namespace Tiphys.Api.Resource.V1;

/// <summary>Range of amounts that a request may consume, with optional stepping.</summary>
[ApiType("io.k8s.api.resource.v1.CapacityRequestPolicyRange")]
public sealed partial record CapacityRequestPolicyRange
{
    /// <summary>Lowest amount that can be consumed; smaller requests are rounded up to it.</summary>
    [ApiField("min", 1, OmitEmpty = true, Required = true)]
    public partial Quantity? Min { get; init; }

    /// <summary>Highest amount that one request can consume; unset means up to the whole capacity.</summary>
    [ApiField("max", 2, OmitEmpty = true, Optional = true)]
    public partial Quantity? Max { get; init; }

    /// <summary>Increment between permitted amounts, counted from the minimum; requests are rounded up.</summary>
    [ApiField("step", 3, OmitEmpty = true, Optional = true)]
    public partial Quantity? Step { get; init; }
}

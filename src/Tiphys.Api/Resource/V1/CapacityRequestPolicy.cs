namespace Tiphys.Api.Resource.V1;

/// <summary>Defines the default and permitted amounts when a request consumes part of a capacity.</summary>
[ApiType("io.k8s.api.resource.v1.CapacityRequestPolicy")]
public sealed partial record CapacityRequestPolicy
{
    /// <summary>Amount consumed when a request does not mention this capacity.</summary>
    [ApiField("default", 1, Optional = true)]
    public partial Quantity? Default { get; init; }

    /// <summary>Permitted amounts in ascending order, to which requests are rounded up; exclusive with a range.</summary>
    [ApiField("validValues", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<Quantity> ValidValues { get; init; }

    /// <summary>Range of permitted amounts; exclusive with an explicit list of values.</summary>
    [ApiField("validRange", 4, OmitEmpty = true, Optional = true)]
    public partial CapacityRequestPolicyRange? ValidRange { get; init; }
}

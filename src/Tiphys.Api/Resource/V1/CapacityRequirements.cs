namespace Tiphys.Api.Resource.V1;

/// <summary>Amounts of capacity that a request needs from each device.</summary>
[ApiType("io.k8s.api.resource.v1.CapacityRequirements")]
public sealed partial record CapacityRequirements
{
    /// <summary>Wanted amount for each capacity name; capacities left out use the default of the device.</summary>
    [ApiField("requests", 1, OmitEmpty = true, Optional = true, TypeName = "map[v1.QualifiedName]resource.Quantity")]
    public partial ApiMap<Quantity> Requests { get; init; }
}

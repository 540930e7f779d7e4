namespace Tiphys.Api.Resource.V1;

/// <summary>A named group of counters shared by several devices.</summary>
[ApiType("io.k8s.api.resource.v1.CounterSet")]
public sealed partial record CounterSet
{
    /// <summary>Name of the set, a DNS label that is unique within the pool.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Counters of the set by name, each stating the total amount available.</summary>
    [ApiField("counters", 2, OmitEmpty = true, Required = true)]
    public partial ApiMap<Counter> Counters { get; init; }
}

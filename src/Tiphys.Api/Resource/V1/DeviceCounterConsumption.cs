namespace Tiphys.Api.Resource.V1;

/// <summary>Amounts that one device takes from a single counter set.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceCounterConsumption")]
public sealed partial record DeviceCounterConsumption
{
    /// <summary>Name of the counter set that is drawn from.</summary>
    [ApiField("counterSet", 1)]
    public partial string CounterSet { get; init; }

    /// <summary>Amounts consumed from the set, by counter name.</summary>
    [ApiField("counters", 2, OmitEmpty = true, Required = true)]
    public partial ApiMap<Counter> Counters { get; init; }
}

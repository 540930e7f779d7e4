namespace Tiphys.Api.Resource.V1;

/// <summary>Outcome of allocating devices for all requests of a claim.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceAllocationResult")]
public sealed partial record DeviceAllocationResult
{
    /// <summary>The devices assigned to each request, one entry per device.</summary>
    [ApiField("results", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceRequestAllocationResult> Results { get; init; }

    /// <summary>Combined configuration from classes and claim, class entries first.</summary>
    [ApiField("config", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceAllocationConfiguration> Config { get; init; }
}

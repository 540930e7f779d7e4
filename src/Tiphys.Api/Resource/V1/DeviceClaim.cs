namespace Tiphys.Api.Resource.V1;

/// <summary>The set of device requests of a claim, with constraints and configuration.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceClaim")]
public sealed partial record DeviceClaim
{
    /// <summary>Individual device requests, all of which must be satisfied; at most 32.</summary>
    [ApiField("requests", 1, Optional = true)]
    public partial ApiList<DeviceRequest> Requests { get; init; }

    /// <summary>Conditions that devices allocated for several requests must meet together.</summary>
    [ApiField("constraints", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceConstraint> Constraints { get; init; }

    /// <summary>Driver configuration that accompanies the requested devices.</summary>
    [ApiField("config", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceClaimConfiguration> Config { get; init; }
}

namespace Tiphys.Api.Resource.V1;

/// <summary>One named request for devices, either exact or as a list of ranked alternatives.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceRequest")]
public sealed partial record DeviceRequest
{
    /// <summary>Name by which containers, constraints and configuration refer to this request; a DNS label.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>A single set of requirements to satisfy; exclusive with alternatives.</summary>
    [ApiField("exactly", 2, OmitEmpty = true, Optional = true)]
    public partial ExactDeviceRequest? Exactly { get; init; }

    /// <summary>Alternatives in order of preference, of which the first that can be satisfied is used.</summary>
    [ApiField("firstAvailable", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceSubRequest> FirstAvailable { get; init; }
}

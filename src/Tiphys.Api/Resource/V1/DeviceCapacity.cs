namespace Tiphys.Api.Resource.V1;

/// <summary>A quantity that a device offers, with optional rules for sharing it.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceCapacity")]
public sealed partial record DeviceCapacity
{
    /// <summary>Total amount of this capacity that the device has.</summary>
    [ApiField("value", 1)]
    public partial Quantity Value { get; init; }

    /// <summary>Rules for amounts that a request may consume; applies only to devices with multiple allocations.</summary>
    [ApiField("requestPolicy", 2, OmitEmpty = true, Optional = true)]
    public partial CapacityRequestPolicy? RequestPolicy { get; init; }
}

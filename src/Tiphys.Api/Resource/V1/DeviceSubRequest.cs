namespace Tiphys.Api.Resource.V1;

/// <summary>One alternative within a request that lists several choices.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceSubRequest")]
public sealed partial record DeviceSubRequest
{
    /// <summary>Name of the alternative, a DNS label unique within its parent request.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Name of the device class that supplies base criteria and configuration; required.</summary>
    [ApiField("deviceClassName", 2)]
    public partial string DeviceClassName { get; init; }

    /// <summary>Criteria that every allocated device must meet in addition to those of the class.</summary>
    [ApiField("selectors", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceSelector> Selectors { get; init; }

    /// <summary>Whether to allocate a fixed number of devices, ExactCount by default, or All matching devices.</summary>
    [ApiField("allocationMode", 4, OmitEmpty = true, Optional = true, Enum = typeof(DeviceAllocationMode), TypeName = "v1.DeviceAllocationMode")]
    public partial string AllocationMode { get; init; }

    /// <summary>Number of devices wanted in ExactCount mode; defaults to 1.</summary>
    [ApiField("count", 5, OmitEmpty = true, Optional = true)]
    public partial long Count { get; init; }

    /// <summary>Device taints that this alternative accepts.</summary>
    [ApiField("tolerations", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceToleration> Tolerations { get; init; }

    /// <summary>Amounts of device capacity required for each allocated device.</summary>
    [ApiField("capacity", 7, OmitEmpty = true, Optional = true)]
    public partial CapacityRequirements? Capacity { get; init; }
}

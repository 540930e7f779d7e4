namespace Tiphys.Api.Resource.V1;

/// <summary>Requirements for devices of one class, with their number and selection criteria.</summary>
[ApiType("io.k8s.api.resource.v1.ExactDeviceRequest")]
public sealed partial record ExactDeviceRequest
{
    /// <summary>Name of the device class that supplies base criteria and configuration; required.</summary>
    [ApiField("deviceClassName", 1)]
    public partial string DeviceClassName { get; init; }

    /// <summary>Criteria that every allocated device must meet in addition to those of the class.</summary>
    [ApiField("selectors", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceSelector> Selectors { get; init; }

    /// <summary>Whether to allocate a fixed number of devices, ExactCount by default, or All matching devices.</summary>
    [ApiField("allocationMode", 3, OmitEmpty = true, Optional = true, Enum = typeof(DeviceAllocationMode), TypeName = "v1.DeviceAllocationMode")]
    public partial string AllocationMode { get; init; }

    /// <summary>Number of devices wanted in ExactCount mode; defaults to 1.</summary>
    [ApiField("count", 4, OmitEmpty = true, Optional = true)]
    public partial long Count { get; init; }

    /// <summary>When true, grants privileged access to devices even if they are in use; restricted to admin namespaces.</summary>
    [ApiField("adminAccess", 5, OmitEmpty = true, Optional = true)]
    public partial bool? AdminAccess { get; init; }

    /// <summary>Device taints that this request accepts.</summary>
    [ApiField("tolerations", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceToleration> Tolerations { get; init; }

    /// <summary>Amounts of device capacity required for each allocated device.</summary>
    [ApiField("capacity", 7, OmitEmpty = true, Optional = true)]
    public partial CapacityRequirements? Capacity { get; init; }
}

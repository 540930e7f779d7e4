namespace Tiphys.Api.Resource.V1;

/// <summary>Says which device was assigned to a request.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceRequestAllocationResult")]
public sealed partial record DeviceRequestAllocationResult
{
    /// <summary>Name of the satisfied request, followed by a slash and the alternative if one was chosen.</summary>
    [ApiField("request", 1)]
    public partial string Request { get; init; }

    /// <summary>Name of the DRA driver responsible for the device.</summary>
    [ApiField("driver", 2)]
    public partial string Driver { get; init; }

    /// <summary>Name of the pool from which the device was taken.</summary>
    [ApiField("pool", 3)]
    public partial string Pool { get; init; }

    /// <summary>Name of the assigned device within its pool.</summary>
    [ApiField("device", 4)]
    public partial string Device { get; init; }

    /// <summary>Whether the device was assigned for privileged access without reserving it.</summary>
    [ApiField("adminAccess", 5, OmitEmpty = true, Optional = true)]
    public partial bool? AdminAccess { get; init; }

    /// <summary>Copy of the request tolerations at the time of allocation.</summary>
    [ApiField("tolerations", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceToleration> Tolerations { get; init; }

    /// <summary>Copy of the device conditions that must all be true before binding the pod.</summary>
    [ApiField("bindingConditions", 7, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> BindingConditions { get; init; }

    /// <summary>Copy of the device conditions that signal failed preparation when any is true.</summary>
    [ApiField("bindingFailureConditions", 8, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> BindingFailureConditions { get; init; }

    /// <summary>Identifier of one share of a device that permits multiple allocations.</summary>
    [ApiField("shareID", 9, OmitEmpty = true, Optional = true, TypeName = "types.UID")]
    public partial string? ShareID { get; init; }

    /// <summary>Amount of each capacity used by this share, after applying the request policy.</summary>
    [ApiField("consumedCapacity", 10, OmitEmpty = true, Optional = true, TypeName = "map[v1.QualifiedName]resource.Quantity")]
    public partial ApiMap<Quantity> ConsumedCapacity { get; init; }
}

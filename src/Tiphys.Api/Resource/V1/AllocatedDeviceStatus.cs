using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.Resource.V1;

/// <summary>State of one allocated device as reported by its driver.</summary>
[ApiType("io.k8s.api.resource.v1.AllocatedDeviceStatus")]
public sealed partial record AllocatedDeviceStatus
{
    /// <summary>Name of the DRA driver responsible for the device.</summary>
    [ApiField("driver", 1)]
    public partial string Driver { get; init; }

    /// <summary>Name of the pool that the device belongs to.</summary>
    [ApiField("pool", 2)]
    public partial string Pool { get; init; }

    /// <summary>Name of the device within its pool.</summary>
    [ApiField("device", 3)]
    public partial string Device { get; init; }

    /// <summary>Identifier of the reported share, for devices that permit multiple allocations.</summary>
    [ApiField("shareID", 7, OmitEmpty = true, Optional = true)]
    public partial string? ShareID { get; init; }

    /// <summary>Latest observations about the device; at most eight entries of distinct types.</summary>
    [ApiField("conditions", 4, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"])]
    public partial ApiList<Condition> Conditions { get; init; }

    /// <summary>Arbitrary driver-specific data about the device, at most 10 KiB.</summary>
    [ApiField("data", 5, OmitEmpty = true, Optional = true, TypeName = "runtime.RawExtension")]
    public partial RawJson? Data { get; init; }

    /// <summary>Network details, for devices that are network interfaces.</summary>
    [ApiField("networkData", 6, OmitEmpty = true, Optional = true)]
    public partial NetworkDeviceData? NetworkData { get; init; }
}

using Tiphys.Api.Schemas;

namespace Tiphys.Api.Resource.V1;

/// <summary>Observed state of a claim, including its allocation and current users.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceClaimStatus")]
public sealed partial record ResourceClaimStatus
{
    /// <summary>Result of a successful allocation; absent while no devices are assigned.</summary>
    [ApiField("allocation", 1, OmitEmpty = true, Optional = true)]
    public partial AllocationResult? Allocation { get; init; }

    /// <summary>Consumers currently entitled to use the claim; at most 256 entries.</summary>
    [ApiField("reservedFor", 2, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["uid"], PatchStrategy = "merge", PatchMergeKey = "uid")]
    public partial ApiList<ResourceClaimConsumerReference> ReservedFor { get; init; }

    /// <summary>State of the allocated devices as reported by their drivers.</summary>
    [ApiField("devices", 4, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["driver", "device", "pool", "shareID"])]
    public partial ApiList<AllocatedDeviceStatus> Devices { get; init; }
}

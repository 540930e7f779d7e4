using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>Devices assigned to a claim and the nodes on which they can be used.</summary>
[ApiType("io.k8s.api.resource.v1.AllocationResult")]
public sealed partial record AllocationResult
{
    /// <summary>The assigned devices and the configuration that goes with them.</summary>
    [ApiField("devices", 1, OmitEmpty = true, Optional = true)]
    public partial DeviceAllocationResult Devices { get; init; }

    /// <summary>Nodes from which the assigned devices can be used; unset means any node.</summary>
    [ApiField("nodeSelector", 3, OmitEmpty = true, Optional = true)]
    public partial NodeSelector? NodeSelector { get; init; }

    /// <summary>When the devices were allocated; set for claims that wait on binding conditions.</summary>
    [ApiField("allocationTimestamp", 5, OmitEmpty = true, Optional = true)]
    public partial Time? AllocationTimestamp { get; init; }
}

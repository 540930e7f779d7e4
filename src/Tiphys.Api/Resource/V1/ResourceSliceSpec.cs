using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>Devices of one pool portion, together with the nodes that can reach them.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceSliceSpec")]
public sealed partial record ResourceSliceSpec
{
    /// <summary>Name of the DRA driver publishing the slice, a DNS subdomain; immutable.</summary>
    [ApiField("driver", 1)]
    public partial string Driver { get; init; }

    /// <summary>Pool that the devices in this slice belong to.</summary>
    [ApiField("pool", 2)]
    public partial ResourcePool Pool { get; init; }

    /// <summary>The single node with access to the devices; immutable, and exclusive with other ways of node selection.</summary>
    [ApiField("nodeName", 3, OmitEmpty = true, Optional = true)]
    public partial string? NodeName { get; init; }

    /// <summary>Selects the nodes with access to the devices, for pools that are not local to one node.</summary>
    [ApiField("nodeSelector", 4, OmitEmpty = true, Optional = true)]
    public partial NodeSelector? NodeSelector { get; init; }

    /// <summary>When true, every node of the cluster can reach the devices in this slice.</summary>
    [ApiField("allNodes", 5, OmitEmpty = true, Optional = true)]
    public partial bool? AllNodes { get; init; }

    /// <summary>Devices offered by the slice, with unique names; at most 128, or 64 with advanced features.</summary>
    [ApiField("devices", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<Device> Devices { get; init; }

    /// <summary>When true, each device states its own node access instead of inheriting it from the slice.</summary>
    [ApiField("perDeviceNodeSelection", 7, OmitEmpty = true, Optional = true)]
    public partial bool? PerDeviceNodeSelection { get; init; }

    /// <summary>Sets of counters that devices of the pool draw from, used to describe partitionable hardware.</summary>
    [ApiField("sharedCounters", 8, OmitEmpty = true, Optional = true)]
    public partial ApiList<CounterSet> SharedCounters { get; init; }
}

using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>One hardware or virtual device, with its properties, that can be allocated to claims.</summary>
[ApiType("io.k8s.api.resource.v1.Device")]
public sealed partial record Device
{
    /// <summary>Name of the device, a DNS label that is unique within its pool.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Descriptive properties by name, which claims can evaluate when choosing devices.</summary>
    [ApiField("attributes", 2, OmitEmpty = true, Optional = true, TypeName = "map[v1.QualifiedName]v1.DeviceAttribute")]
    public partial ApiMap<DeviceAttribute> Attributes { get; init; }

    /// <summary>Quantities that the device offers, such as memory, by name.</summary>
    [ApiField("capacity", 3, OmitEmpty = true, Optional = true, TypeName = "map[v1.QualifiedName]v1.DeviceCapacity")]
    public partial ApiMap<DeviceCapacity> Capacity { get; init; }

    /// <summary>Amounts this device takes from shared counters while it is allocated.</summary>
    [ApiField("consumesCounters", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceCounterConsumption> ConsumesCounters { get; init; }

    /// <summary>The single node with access to the device; used only with node selection by device.</summary>
    [ApiField("nodeName", 5, OmitEmpty = true, Optional = true)]
    public partial string? NodeName { get; init; }

    /// <summary>Selects the nodes with access to the device; used only with node selection by device.</summary>
    [ApiField("nodeSelector", 6, OmitEmpty = true, Optional = true)]
    public partial NodeSelector? NodeSelector { get; init; }

    /// <summary>When true, all nodes can reach the device; used only with node selection by device.</summary>
    [ApiField("allNodes", 7, OmitEmpty = true, Optional = true)]
    public partial bool? AllNodes { get; init; }

    /// <summary>Taints on the device that claims must tolerate in order to use it.</summary>
    [ApiField("taints", 8, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceTaint> Taints { get; init; }

    /// <summary>When true, an allocation of this device is pinned to the node the scheduler chose.</summary>
    [ApiField("bindsToNode", 9, OmitEmpty = true, Optional = true)]
    public partial bool? BindsToNode { get; init; }

    /// <summary>Condition types that must all become true on the allocated device before the pod is bound.</summary>
    [ApiField("bindingConditions", 10, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> BindingConditions { get; init; }

    /// <summary>Condition types of which any one becoming true means that preparing the device failed.</summary>
    [ApiField("bindingFailureConditions", 11, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> BindingFailureConditions { get; init; }

    /// <summary>Whether the device may be allocated to several requests at once; defaults to false.</summary>
    [ApiField("allowMultipleAllocations", 12, OmitEmpty = true, Optional = true)]
    public partial bool? AllowMultipleAllocations { get; init; }

    /// <summary>Describes how allocating the device uses up node resources such as cpu or memory, by resource name.</summary>
    [ApiField("nodeAllocatableResourceMappings", 13, OmitEmpty = true, Optional = true, TypeName = "map[v1.ResourceName]v1.NodeAllocatableResourceMapping")]
    public partial ApiMap<NodeAllocatableResourceMapping> NodeAllocatableResourceMappings { get; init; }
}

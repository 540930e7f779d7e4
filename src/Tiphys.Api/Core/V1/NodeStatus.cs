using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Observed state of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeStatus")]
public sealed partial record NodeStatus
{
    /// <summary>Total amount of each resource that the node has.</summary>
    [ApiField("capacity", 1, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Capacity { get; init; }

    /// <summary>Amount of each resource left for pods after system reservations; equals capacity by default.</summary>
    [ApiField("allocatable", 2, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Allocatable { get; init; }

    /// <summary>Deprecated lifecycle stage of the node, which is no longer filled in.</summary>
    [ApiField("phase", 3, OmitEmpty = true, Optional = true, Enum = typeof(NodePhase), TypeName = "v1.NodePhase")]
    public partial string Phase { get; init; }

    /// <summary>Observed conditions of the node, such as Ready or MemoryPressure.</summary>
    [ApiField("conditions", 4, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<NodeCondition> Conditions { get; init; }

    /// <summary>Addresses and hostnames by which the node can be reached.</summary>
    [ApiField("addresses", 5, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<NodeAddress> Addresses { get; init; }

    /// <summary>Ports of the daemons that run on the node.</summary>
    [ApiField("daemonEndpoints", 6, OmitEmpty = true, Optional = true)]
    public partial NodeDaemonEndpoints DaemonEndpoints { get; init; }

    /// <summary>Identifiers and software versions of the node.</summary>
    [ApiField("nodeInfo", 7, OmitEmpty = true, Optional = true)]
    public partial NodeSystemInfo NodeInfo { get; init; }

    /// <summary>Container images present on the node, possibly cut to the largest ones.</summary>
    [ApiField("images", 8, OmitEmpty = true, Optional = true)]
    public partial ApiList<ContainerImage> Images { get; init; }

    /// <summary>Attachable volumes that the node has mounted and that must not be detached yet.</summary>
    [ApiField("volumesInUse", 9, OmitEmpty = true, Optional = true, TypeName = "[]v1.UniqueVolumeName")]
    public partial ApiList<string> VolumesInUse { get; init; }

    /// <summary>Volumes that are attached to the node.</summary>
    [ApiField("volumesAttached", 10, OmitEmpty = true, Optional = true)]
    public partial ApiList<AttachedVolume> VolumesAttached { get; init; }

    /// <summary>Obsolete state of dynamic kubelet configuration.</summary>
    [ApiField("config", 11, OmitEmpty = true, Optional = true)]
    public partial NodeConfigStatus? Config { get; init; }

    /// <summary>Container runtime handlers that the node offers.</summary>
    [ApiField("runtimeHandlers", 12, OmitEmpty = true, Optional = true)]
    public partial ApiList<NodeRuntimeHandler> RuntimeHandlers { get; init; }

    /// <summary>Runtime features of the node that no single handler decides.</summary>
    [ApiField("features", 13, OmitEmpty = true, Optional = true)]
    public partial NodeFeatures? Features { get; init; }

    /// <summary>Names of version-dependent kubelet features that the node announces for scheduling.</summary>
    [ApiField("declaredFeatures", 14, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> DeclaredFeatures { get; init; }
}

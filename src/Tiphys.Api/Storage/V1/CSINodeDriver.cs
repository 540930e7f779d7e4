namespace Tiphys.Api.Storage.V1;

/// <summary>Details of one CSI driver registered on a node.</summary>
[ApiType("io.k8s.api.storage.v1.CSINodeDriver")]
public sealed partial record CSINodeDriver
{
    /// <summary>Name of the driver as returned by its identity service.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Identifier by which the driver knows this node.</summary>
    [ApiField("nodeID", 2)]
    public partial string NodeID { get; init; }

    /// <summary>Node label keys that describe topology for the driver; empty if it ignores topology.</summary>
    [ApiField("topologyKeys", 3, Optional = true)]
    public partial ApiList<string> TopologyKeys { get; init; }

    /// <summary>Limits on the volumes of this driver that the node can take for scheduling.</summary>
    [ApiField("allocatable", 4, OmitEmpty = true, Optional = true)]
    public partial VolumeNodeResources? Allocatable { get; init; }
}

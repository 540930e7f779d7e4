using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>Reports how much space one storage class has left in one topology segment.</summary>
[ApiType("io.k8s.api.storage.v1.CSIStorageCapacity", Group = "storage.k8s.io", Version = "v1", Kind = "CSIStorageCapacity")]
[ApiResource(
    "csistoragecapacities",
    Singular = "csistoragecapacity",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "xeVl+2Ly1kE=")]
public sealed partial record CSIStorageCapacity
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Label selector for the nodes that can reach the storage; unset means none, empty means all; immutable.</summary>
    [ApiField("nodeTopology", 2, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? NodeTopology { get; init; }

    /// <summary>Name of the storage class that the figures apply to; required and immutable.</summary>
    [ApiField("storageClassName", 3)]
    public partial string StorageClassName { get; init; }

    /// <summary>Free space in bytes for new volumes, as reported by the driver; unset means unknown.</summary>
    [ApiField("capacity", 4, OmitEmpty = true, Optional = true)]
    public partial Quantity? Capacity { get; init; }

    /// <summary>Largest volume in bytes that can be created in the segment; unset means unknown.</summary>
    [ApiField("maximumVolumeSize", 5, OmitEmpty = true, Optional = true)]
    public partial Quantity? MaximumVolumeSize { get; init; }
}

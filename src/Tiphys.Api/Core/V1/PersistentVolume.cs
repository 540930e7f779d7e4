using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A cluster-scoped piece of storage, created by an administrator or a provisioner, that claims can bind to.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolume", Version = "v1", Kind = "PersistentVolume")]
[ApiResource(
    "persistentvolumes",
    Singular = "persistentvolume",
    ShortNames = ["pv"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "HN/zwEC+JgM=")]
[ApiSubresource("status", "v1", "PersistentVolume", Verbs = ["get", "patch", "update"])]
public sealed partial record PersistentVolume
{
    /// <summary>Standard object metadata, such as name, labels, annotations and owner references.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired properties of the storage, including its backing source, size, access modes and reclaim policy.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial PersistentVolumeSpec Spec { get; init; }

    /// <summary>Observed state of the volume, maintained by the system and read-only to ordinary users.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial PersistentVolumeStatus Status { get; init; }
}

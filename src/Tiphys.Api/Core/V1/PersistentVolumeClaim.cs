using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A user's request for storage in a namespace, satisfied by binding it to a matching PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaim", Version = "v1", Kind = "PersistentVolumeClaim")]
[ApiResource(
    "persistentvolumeclaims",
    Singular = "persistentvolumeclaim",
    Namespaced = true,
    ShortNames = ["pvc"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "QWTyNDq0dC4=")]
[ApiSubresource("status", "v1", "PersistentVolumeClaim", Verbs = ["get", "patch", "update"])]
public sealed partial record PersistentVolumeClaim
{
    /// <summary>Standard object metadata, such as name, labels, annotations and owner references.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The storage the author asks for, such as size, access modes and storage class.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial PersistentVolumeClaimSpec Spec { get; init; }

    /// <summary>Observed state of the claim, maintained by the system and read-only to ordinary users.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial PersistentVolumeClaimStatus Status { get; init; }
}

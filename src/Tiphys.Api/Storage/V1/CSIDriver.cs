using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>Describes a CSI volume driver installed in the cluster and how the system should treat it.</summary>
[ApiType("io.k8s.api.storage.v1.CSIDriver", Group = "storage.k8s.io", Version = "v1", Kind = "CSIDriver")]
[ApiResource(
    "csidrivers",
    Singular = "csidriver",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "hL6j/rwBV5w=")]
public sealed partial record CSIDriver
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the CSIDriver, set by its author.</summary>
    [ApiField("spec", 2)]
    public partial CSIDriverSpec Spec { get; init; }
}

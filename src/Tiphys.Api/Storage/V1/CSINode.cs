using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>Lists the CSI drivers installed on one node, and shares the name of that node.</summary>
[ApiType("io.k8s.api.storage.v1.CSINode", Group = "storage.k8s.io", Version = "v1", Kind = "CSINode")]
[ApiResource(
    "csinodes",
    Singular = "csinode",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "Pe62DkZtjuo=")]
public sealed partial record CSINode
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Drivers installed on the node, recorded by the kubelet.</summary>
    [ApiField("spec", 2)]
    public partial CSINodeSpec Spec { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>Publishes a portion of a driver's pool of devices, so that the scheduler can allocate them.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceSlice", Group = "resource.k8s.io", Version = "v1", Kind = "ResourceSlice")]
[ApiResource(
    "resourceslices",
    Singular = "resourceslice",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "KsC072WgaEY=")]
public sealed partial record ResourceSlice
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Devices in this slice and the nodes that can reach them, set by the driver.</summary>
    [ApiField("spec", 2)]
    public partial ResourceSliceSpec Spec { get; init; }
}

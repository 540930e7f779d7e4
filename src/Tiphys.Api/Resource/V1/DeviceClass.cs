using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>Preset of selection criteria and configuration, managed by administrators, that device requests refer to.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceClass", Group = "resource.k8s.io", Version = "v1", Kind = "DeviceClass")]
[ApiResource(
    "deviceclasses",
    Singular = "deviceclass",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "Yk2PTc1Ybxk=")]
public sealed partial record DeviceClass
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Criteria and configuration contributed by the class; updates affect only later allocations.</summary>
    [ApiField("spec", 2)]
    public partial DeviceClassSpec Spec { get; init; }
}

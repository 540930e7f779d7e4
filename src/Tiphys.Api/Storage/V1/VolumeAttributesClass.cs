using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>Names a set of mutable volume attributes, such as performance settings, that claims can select.</summary>
[ApiType("io.k8s.api.storage.v1.VolumeAttributesClass", Group = "storage.k8s.io", Version = "v1", Kind = "VolumeAttributesClass")]
[ApiResource(
    "volumeattributesclasses",
    Singular = "volumeattributesclass",
    ShortNames = ["vac"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "tIjydgKBC5w=")]
public sealed partial record VolumeAttributesClass
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Name of the CSI driver that understands the parameters; immutable.</summary>
    [ApiField("driverName", 2)]
    public partial string DriverName { get; init; }

    /// <summary>Attribute values passed to the driver when creating or modifying a volume; immutable.</summary>
    [ApiField("parameters", 3, OmitEmpty = true)]
    public partial ApiMap<string> Parameters { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Characteristics of the storage being requested, used to find or provision a suitable volume.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimSpec")]
public sealed partial record PersistentVolumeClaimSpec
{
    /// <summary>Access modes the bound volume has to support, for example ReadWriteOnce or ReadWriteMany.</summary>
    [ApiField("accessModes", 1, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumeAccessMode), TypeName = "[]v1.PersistentVolumeAccessMode")]
    public partial ApiList<string> AccessModes { get; init; }

    /// <summary>Label query over persistent volumes that narrows the candidates for binding to this claim.</summary>
    [ApiField("selector", 4, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Minimum storage the volume must provide; the request may be raised later to expand it.</summary>
    [ApiField("resources", 2, OmitEmpty = true, Optional = true)]
    public partial VolumeResourceRequirements Resources { get; init; }

    /// <summary>Name of the PersistentVolume bound to the claim, which may be set to choose one in advance.</summary>
    [ApiField("volumeName", 3, OmitEmpty = true, Optional = true)]
    public partial string VolumeName { get; init; }

    /// <summary>StorageClass to provision from; unset uses the cluster default, while an empty string asks for no class.</summary>
    [ApiField("storageClassName", 5, OmitEmpty = true, Optional = true)]
    public partial string? StorageClassName { get; init; }

    /// <summary>Whether the claim needs a Filesystem, which is the default, or a raw Block device.</summary>
    [ApiField("volumeMode", 6, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumeMode), TypeName = "v1.PersistentVolumeMode")]
    public partial string? VolumeMode { get; init; }

    /// <summary>Object to pre-populate the new volume from, namely a VolumeSnapshot or another claim in the same namespace.</summary>
    [ApiField("dataSource", 7, OmitEmpty = true, Optional = true)]
    public partial TypedLocalObjectReference? DataSource { get; init; }

    /// <summary>Object to pre-populate the volume from, allowing any custom populator kind and, if enabled, another namespace.</summary>
    [ApiField("dataSourceRef", 8, OmitEmpty = true, Optional = true)]
    public partial TypedObjectReference? DataSourceRef { get; init; }

    /// <summary>
    /// VolumeAttributesClass whose parameters the driver should apply; unlike the storage class it can be changed after creation.
    /// </summary>
    [ApiField("volumeAttributesClassName", 9, OmitEmpty = true, Optional = true)]
    public partial string? VolumeAttributesClassName { get; init; }
}

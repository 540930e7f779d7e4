namespace Tiphys.Api.Core.V1;

/// <summary>Describes a persistent volume: its backing storage, its size and how it may be used.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeSpec")]
public sealed partial record PersistentVolumeSpec
{
    /// <summary>Amounts of storage resources the volume offers, normally a single storage quantity in bytes.</summary>
    [ApiField("capacity", 1, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Capacity { get; init; }

    /// <summary>The fields of PersistentVolumeSource, which sit beside the others in JSON.</summary>
    [ApiField("", 2)]
    public partial PersistentVolumeSource PersistentVolumeSource { get; init; }

    /// <summary>Ways the volume can be mounted, such as ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod.</summary>
    [ApiField("accessModes", 3, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumeAccessMode), TypeName = "[]v1.PersistentVolumeAccessMode")]
    public partial ApiList<string> AccessModes { get; init; }

    /// <summary>Reference to the claim this volume is bound to or reserved for; both sides must agree for binding.</summary>
    [ApiField("claimRef", 4, OmitEmpty = true, Optional = true, Granular = true)]
    public partial ObjectReference? ClaimRef { get; init; }

    /// <summary>
    /// What happens once the claim is released: Retain, Delete or the deprecated Recycle; statically created volumes default to
    /// Retain.
    /// </summary>
    [ApiField("persistentVolumeReclaimPolicy", 5, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumeReclaimPolicy), TypeName = "v1.PersistentVolumeReclaimPolicy")]
    public partial string PersistentVolumeReclaimPolicy { get; init; }

    /// <summary>Name of the StorageClass the volume belongs to; empty means that it has no class.</summary>
    [ApiField("storageClassName", 6, OmitEmpty = true, Optional = true)]
    public partial string StorageClassName { get; init; }

    /// <summary>Extra options passed to the mount command, such as ro or soft, which are not validated beforehand.</summary>
    [ApiField("mountOptions", 7, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> MountOptions { get; init; }

    /// <summary>Whether the volume is offered as a mounted Filesystem, the default, or as a raw Block device.</summary>
    [ApiField("volumeMode", 8, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumeMode), TypeName = "v1.PersistentVolumeMode")]
    public partial string? VolumeMode { get; init; }

    /// <summary>Restricts which nodes can reach the volume, and thereby where pods using it are scheduled.</summary>
    [ApiField("nodeAffinity", 9, OmitEmpty = true, Optional = true)]
    public partial VolumeNodeAffinity? NodeAffinity { get; init; }

    /// <summary>Name of the VolumeAttributesClass applied to the volume; it changes only when the bound claim requests another.</summary>
    [ApiField("volumeAttributesClassName", 10, OmitEmpty = true, Optional = true)]
    public partial string? VolumeAttributesClassName { get; init; }
}

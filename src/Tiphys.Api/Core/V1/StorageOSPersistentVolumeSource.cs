namespace Tiphys.Api.Core.V1;

/// <summary>Describes a StorageOS volume that backs a PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.StorageOSPersistentVolumeSource")]
public sealed partial record StorageOSPersistentVolumeSource
{
    /// <summary>Name of the StorageOS volume, unique within its StorageOS namespace.</summary>
    [ApiField("volumeName", 1, OmitEmpty = true)]
    public partial string VolumeName { get; init; }

    /// <summary>StorageOS namespace to look in; when empty the pod's namespace name is used.</summary>
    [ApiField("volumeNamespace", 2, OmitEmpty = true, Optional = true)]
    public partial string VolumeNamespace { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 3, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Mounts the StorageOS volume without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 4, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>Reference to the Secret with StorageOS API credentials; built-in defaults apply when unset.</summary>
    [ApiField("secretRef", 5, OmitEmpty = true, Optional = true)]
    public partial ObjectReference? SecretRef { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Describes a StorageOS volume that is mounted into a pod.</summary>
[ApiType("io.k8s.api.core.v1.StorageOSVolumeSource")]
public sealed partial record StorageOSVolumeSource
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

    /// <summary>Secret in the pod's namespace with StorageOS API credentials; built-in defaults apply when unset.</summary>
    [ApiField("secretRef", 5, OmitEmpty = true, Optional = true)]
    public partial LocalObjectReference? SecretRef { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Describes a ScaleIO volume that is attached to the node and mounted into a pod.</summary>
[ApiType("io.k8s.api.core.v1.ScaleIOVolumeSource")]
public sealed partial record ScaleIOVolumeSource
{
    /// <summary>Host address of the ScaleIO API gateway that manages the system.</summary>
    [ApiField("gateway", 1)]
    public partial string Gateway { get; init; }

    /// <summary>Name of the storage system as it is configured in ScaleIO.</summary>
    [ApiField("system", 2)]
    public partial string System { get; init; }

    /// <summary>Secret in the pod's namespace with the ScaleIO login, required for every operation.</summary>
    [ApiField("secretRef", 3)]
    public partial LocalObjectReference? SecretRef { get; init; }

    /// <summary>Whether to talk to the gateway over TLS; defaults to false.</summary>
    [ApiField("sslEnabled", 4, OmitEmpty = true, Optional = true)]
    public partial bool SSLEnabled { get; init; }

    /// <summary>Name of the ScaleIO protection domain in which the volume lies.</summary>
    [ApiField("protectionDomain", 5, OmitEmpty = true, Optional = true)]
    public partial string ProtectionDomain { get; init; }

    /// <summary>Storage pool inside the protection domain to which the volume belongs.</summary>
    [ApiField("storagePool", 6, OmitEmpty = true, Optional = true)]
    public partial string StoragePool { get; init; }

    /// <summary>Provisioning style, ThickProvisioned or ThinProvisioned; defaults to ThinProvisioned.</summary>
    [ApiField("storageMode", 7, OmitEmpty = true, Optional = true, Default = "\"ThinProvisioned\"")]
    public partial string StorageMode { get; init; }

    /// <summary>Name of a volume that already exists in the ScaleIO system.</summary>
    [ApiField("volumeName", 8, OmitEmpty = true)]
    public partial string VolumeName { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; defaults to xfs.</summary>
    [ApiField("fsType", 9, OmitEmpty = true, Optional = true, Default = "\"xfs\"")]
    public partial string FSType { get; init; }

    /// <summary>Mounts the ScaleIO volume without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 10, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Describes a volume managed by an external CSI driver that backs a PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.CSIPersistentVolumeSource")]
public sealed partial record CSIPersistentVolumeSource
{
    /// <summary>Name of the CSI driver responsible for the volume.</summary>
    [ApiField("driver", 1)]
    public partial string Driver { get; init; }

    /// <summary>Identifier by which the driver knows the volume, passed along in every call.</summary>
    [ApiField("volumeHandle", 2)]
    public partial string VolumeHandle { get; init; }

    /// <summary>Publishes the volume as read-only when true; defaults to false.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>File system to mount, such as ext4 or xfs; the driver or provisioner chooses if it is empty.</summary>
    [ApiField("fsType", 4, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Static driver-specific properties of the volume, handed over when it is published.</summary>
    [ApiField("volumeAttributes", 5, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> VolumeAttributes { get; init; }

    /// <summary>Secret handed to the driver when the volume is attached to or detached from a node.</summary>
    [ApiField("controllerPublishSecretRef", 6, OmitEmpty = true, Optional = true)]
    public partial SecretReference? ControllerPublishSecretRef { get; init; }

    /// <summary>Secret handed to the driver when a node stages the volume in its global mount directory.</summary>
    [ApiField("nodeStageSecretRef", 7, OmitEmpty = true, Optional = true)]
    public partial SecretReference? NodeStageSecretRef { get; init; }

    /// <summary>Secret handed to the driver when a node publishes the volume to a pod.</summary>
    [ApiField("nodePublishSecretRef", 8, OmitEmpty = true, Optional = true)]
    public partial SecretReference? NodePublishSecretRef { get; init; }

    /// <summary>Secret handed to the driver when its controller enlarges the volume.</summary>
    [ApiField("controllerExpandSecretRef", 9, OmitEmpty = true, Optional = true)]
    public partial SecretReference? ControllerExpandSecretRef { get; init; }

    /// <summary>Secret handed to the driver when a node enlarges the volume or its file system.</summary>
    [ApiField("nodeExpandSecretRef", 10, OmitEmpty = true, Optional = true)]
    public partial SecretReference? NodeExpandSecretRef { get; init; }
}

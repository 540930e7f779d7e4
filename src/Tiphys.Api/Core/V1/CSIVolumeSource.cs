namespace Tiphys.Api.Core.V1;

/// <summary>Describes an inline volume that a CSI driver provides for the lifetime of one pod.</summary>
[ApiType("io.k8s.api.core.v1.CSIVolumeSource")]
public sealed partial record CSIVolumeSource
{
    /// <summary>Name of the CSI driver, which must support ephemeral inline volumes.</summary>
    [ApiField("driver", 1)]
    public partial string Driver { get; init; }

    /// <summary>Publishes the volume as read-only when true; defaults to false.</summary>
    [ApiField("readOnly", 2, OmitEmpty = true, Optional = true)]
    public partial bool? ReadOnly { get; init; }

    /// <summary>File system to mount, such as ext4 or xfs; the driver picks its default when unset.</summary>
    [ApiField("fsType", 3, OmitEmpty = true, Optional = true)]
    public partial string? FSType { get; init; }

    /// <summary>Driver-specific parameters that describe the volume to be created.</summary>
    [ApiField("volumeAttributes", 4, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> VolumeAttributes { get; init; }

    /// <summary>Secret in the pod's namespace handed to the driver when it publishes or unpublishes the volume.</summary>
    [ApiField("nodePublishSecretRef", 5, OmitEmpty = true, Optional = true)]
    public partial LocalObjectReference? NodePublishSecretRef { get; init; }
}

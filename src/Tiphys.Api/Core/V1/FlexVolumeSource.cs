namespace Tiphys.Api.Core.V1;

/// <summary>Describes a pod volume that a FlexVolume plugin executable on the node attaches and mounts.</summary>
[ApiType("io.k8s.api.core.v1.FlexVolumeSource")]
public sealed partial record FlexVolumeSource
{
    /// <summary>Name of the FlexVolume driver, normally in the form vendor/driver, that handles the volume.</summary>
    [ApiField("driver", 1)]
    public partial string Driver { get; init; }

    /// <summary>File system to mount; when empty the driver script decides which one is used.</summary>
    [ApiField("fsType", 2, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Secret in the pod's namespace whose content is handed to the driver script.</summary>
    [ApiField("secretRef", 3, OmitEmpty = true, Optional = true)]
    public partial LocalObjectReference? SecretRef { get; init; }

    /// <summary>Mounts the volume without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 4, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>Additional driver-specific parameters handed to the script as key and value pairs.</summary>
    [ApiField("options", 5, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> Options { get; init; }
}

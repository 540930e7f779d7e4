namespace Tiphys.Api.Core.V1;

/// <summary>Describes a Portworx volume that is attached to the node and mounted.</summary>
[ApiType("io.k8s.api.core.v1.PortworxVolumeSource")]
public sealed partial record PortworxVolumeSource
{
    /// <summary>Unique identifier of the volume in the Portworx cluster.</summary>
    [ApiField("volumeID", 1)]
    public partial string VolumeID { get; init; }

    /// <summary>File system to mount, such as ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 2, OmitEmpty = true)]
    public partial string FSType { get; init; }

    /// <summary>Mounts the Portworx volume without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}

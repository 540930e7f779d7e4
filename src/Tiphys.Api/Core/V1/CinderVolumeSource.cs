namespace Tiphys.Api.Core.V1;

/// <summary>Describes an OpenStack Cinder volume that is attached to the node and mounted into a pod.</summary>
[ApiType("io.k8s.api.core.v1.CinderVolumeSource")]
public sealed partial record CinderVolumeSource
{
    /// <summary>Identifier of the existing volume in the OpenStack Cinder service.</summary>
    [ApiField("volumeID", 1)]
    public partial string VolumeID { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 2, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Mounts the Cinder volume without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>Secret in the pod's namespace with the parameters for connecting to OpenStack.</summary>
    [ApiField("secretRef", 4, OmitEmpty = true, Optional = true)]
    public partial LocalObjectReference? SecretRef { get; init; }
}

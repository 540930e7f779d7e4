namespace Tiphys.Api.Core.V1;

/// <summary>Describes an OpenStack Cinder volume that backs a PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.CinderPersistentVolumeSource")]
public sealed partial record CinderPersistentVolumeSource
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

    /// <summary>Secret, given by name and namespace, with the parameters for connecting to OpenStack.</summary>
    [ApiField("secretRef", 4, OmitEmpty = true, Optional = true)]
    public partial SecretReference? SecretRef { get; init; }
}

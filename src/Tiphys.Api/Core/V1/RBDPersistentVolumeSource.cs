namespace Tiphys.Api.Core.V1;

/// <summary>Describes a Ceph RADOS block image that backs a PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.RBDPersistentVolumeSource")]
public sealed partial record RBDPersistentVolumeSource
{
    /// <summary>Addresses of the Ceph monitors to contact, of which at least one is required.</summary>
    [ApiField("monitors", 1)]
    public partial ApiList<string> CephMonitors { get; init; }

    /// <summary>Name of the RADOS block image that holds the data.</summary>
    [ApiField("image", 2)]
    public partial string RBDImage { get; init; }

    /// <summary>File system on the image, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 3, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Name of the RADOS pool containing the image; defaults to rbd.</summary>
    [ApiField("pool", 4, OmitEmpty = true, Optional = true, Default = "\"rbd\"")]
    public partial string RBDPool { get; init; }

    /// <summary>Ceph user to authenticate as; defaults to admin.</summary>
    [ApiField("user", 5, OmitEmpty = true, Optional = true, Default = "\"admin\"")]
    public partial string RadosUser { get; init; }

    /// <summary>Path on the node to the user's keyring file; defaults to /etc/ceph/keyring.</summary>
    [ApiField("keyring", 6, OmitEmpty = true, Optional = true, Default = "\"/etc/ceph/keyring\"")]
    public partial string Keyring { get; init; }

    /// <summary>Secret, given by name and namespace, with the user's key, taking precedence over the keyring file.</summary>
    [ApiField("secretRef", 7, OmitEmpty = true, Optional = true)]
    public partial SecretReference? SecretRef { get; init; }

    /// <summary>Mounts the image without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 8, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}

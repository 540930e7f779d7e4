namespace Tiphys.Api.Core.V1;

/// <summary>Describes a Ceph file system that backs a PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.CephFSPersistentVolumeSource")]
public sealed partial record CephFSPersistentVolumeSource
{
    /// <summary>Addresses of the Ceph monitors to contact, of which at least one is required.</summary>
    [ApiField("monitors", 1)]
    public partial ApiList<string> Monitors { get; init; }

    /// <summary>Directory inside the Ceph file system used as the root of the mount; defaults to /.</summary>
    [ApiField("path", 2, OmitEmpty = true, Optional = true)]
    public partial string Path { get; init; }

    /// <summary>Ceph user to authenticate as; defaults to admin.</summary>
    [ApiField("user", 3, OmitEmpty = true, Optional = true)]
    public partial string User { get; init; }

    /// <summary>Path on the node to a file with the user's secret; defaults to /etc/ceph/user.secret.</summary>
    [ApiField("secretFile", 4, OmitEmpty = true, Optional = true)]
    public partial string SecretFile { get; init; }

    /// <summary>Secret, given by name and namespace, with the user's credentials, taking precedence over the secret file.</summary>
    [ApiField("secretRef", 5, OmitEmpty = true, Optional = true)]
    public partial SecretReference? SecretRef { get; init; }

    /// <summary>Mounts the file system without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 6, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}

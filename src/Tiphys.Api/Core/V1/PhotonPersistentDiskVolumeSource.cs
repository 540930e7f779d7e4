namespace Tiphys.Api.Core.V1;

/// <summary>Describes a persistent disk that a VMware Photon Controller manages.</summary>
[ApiType("io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource")]
public sealed partial record PhotonPersistentDiskVolumeSource
{
    /// <summary>Identifier of the persistent disk in the Photon Controller.</summary>
    [ApiField("pdID", 1)]
    public partial string PdID { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 2, OmitEmpty = true)]
    public partial string FSType { get; init; }
}

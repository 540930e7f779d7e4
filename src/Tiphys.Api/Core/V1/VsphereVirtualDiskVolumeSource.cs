namespace Tiphys.Api.Core.V1;

/// <summary>Describes a vSphere virtual disk that is attached to the node's virtual machine.</summary>
[ApiType("io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource")]
public sealed partial record VsphereVirtualDiskVolumeSource
{
    /// <summary>Datastore path of the VMDK file that contains the volume.</summary>
    [ApiField("volumePath", 1)]
    public partial string VolumePath { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 2, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Name of the storage policy based management profile applied to the disk.</summary>
    [ApiField("storagePolicyName", 3, OmitEmpty = true, Optional = true)]
    public partial string StoragePolicyName { get; init; }

    /// <summary>Identifier of the storage policy that belongs to the given policy name.</summary>
    [ApiField("storagePolicyID", 4, OmitEmpty = true, Optional = true)]
    public partial string StoragePolicyID { get; init; }
}

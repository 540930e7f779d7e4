namespace Tiphys.Api.Core.V1;

/// <summary>Describes an Amazon EBS disk in the same availability zone as the node.</summary>
[ApiType("io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource")]
public sealed partial record AWSElasticBlockStoreVolumeSource
{
    /// <summary>Identifier of the existing EBS volume, such as vol-0123456789abcdef0.</summary>
    [ApiField("volumeID", 1)]
    public partial string VolumeID { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 2, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Number of the partition to mount; zero, the default, mounts the whole disk.</summary>
    [ApiField("partition", 3, OmitEmpty = true, Optional = true)]
    public partial int Partition { get; init; }

    /// <summary>Mounts the disk without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 4, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}

namespace Tiphys.Api.Core.V1;

/// <summary>Describes a Google Compute Engine disk in the same project and zone as the node.</summary>
[ApiType("io.k8s.api.core.v1.GCEPersistentDiskVolumeSource")]
public sealed partial record GCEPersistentDiskVolumeSource
{
    /// <summary>Name of the existing persistent disk resource in Compute Engine.</summary>
    [ApiField("pdName", 1)]
    public partial string PDName { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 2, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Number of the partition to mount; zero, the default, mounts the whole disk.</summary>
    [ApiField("partition", 3, OmitEmpty = true, Optional = true)]
    public partial int Partition { get; init; }

    /// <summary>Attaches and mounts the disk without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 4, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}

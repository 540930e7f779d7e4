namespace Tiphys.Api.Core.V1;

/// <summary>Describes an Azure data disk that is attached to the node and mounted.</summary>
[ApiType("io.k8s.api.core.v1.AzureDiskVolumeSource")]
public sealed partial record AzureDiskVolumeSource
{
    /// <summary>Name of the data disk in Azure storage or resource management.</summary>
    [ApiField("diskName", 1)]
    public partial string DiskName { get; init; }

    /// <summary>Resource identifier of a managed disk, or blob URI of an unmanaged one.</summary>
    [ApiField("diskURI", 2)]
    public partial string DataDiskURI { get; init; }

    /// <summary>Host caching for the disk: None, ReadOnly or ReadWrite; defaults to ReadWrite.</summary>
    [ApiField("cachingMode", 3, OmitEmpty = true, Optional = true, Default = "\"ReadWrite\"", Enum = typeof(AzureDataDiskCachingMode), TypeName = "v1.AzureDataDiskCachingMode")]
    public partial string? CachingMode { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; defaults to ext4.</summary>
    [ApiField("fsType", 4, OmitEmpty = true, Optional = true, Default = "\"ext4\"")]
    public partial string? FSType { get; init; }

    /// <summary>Mounts the disk without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 5, OmitEmpty = true, Optional = true, Default = "false")]
    public partial bool? ReadOnly { get; init; }

    /// <summary>Disk arrangement: Shared for several disks per account, Dedicated for one, or Managed; defaults to Shared.</summary>
    [ApiField("kind", 6, OmitEmpty = true, Default = "\"Shared\"", Enum = typeof(AzureDataDiskKind), TypeName = "v1.AzureDataDiskKind")]
    public partial string? Kind { get; init; }
}

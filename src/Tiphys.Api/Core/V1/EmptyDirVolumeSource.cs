namespace Tiphys.Api.Core.V1;

/// <summary>Describes an initially empty directory that shares the lifetime of its pod.</summary>
[ApiType("io.k8s.api.core.v1.EmptyDirVolumeSource")]
public sealed partial record EmptyDirVolumeSource
{
    /// <summary>Kind of storage behind the directory: empty for the node's default, Memory for tmpfs, or HugePages.</summary>
    [ApiField("medium", 1, OmitEmpty = true, Optional = true, TypeName = "v1.StorageMedium")]
    public partial string Medium { get; init; }

    /// <summary>Upper bound on the space used, exceeding which may evict the pod; unset means no limit.</summary>
    [ApiField("sizeLimit", 2, OmitEmpty = true, Optional = true)]
    public partial Quantity? SizeLimit { get; init; }
}

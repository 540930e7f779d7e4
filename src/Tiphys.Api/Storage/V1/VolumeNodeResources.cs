namespace Tiphys.Api.Storage.V1;

/// <summary>Capacity of a node for volumes of one driver.</summary>
[ApiType("io.k8s.api.storage.v1.VolumeNodeResources")]
public sealed partial record VolumeNodeResources
{
    /// <summary>Greatest number of distinct volumes of the driver usable on the node; unset means no known limit.</summary>
    [ApiField("count", 1, OmitEmpty = true, Optional = true)]
    public partial int? Count { get; init; }
}

using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A collection of PersistentVolumeClaim objects as returned by list requests.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimList", Version = "v1", Kind = "PersistentVolumeClaimList")]
public sealed partial record PersistentVolumeClaimList
{
    /// <summary>Standard list metadata, such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The PersistentVolumeClaim objects that make up this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<PersistentVolumeClaim> Items { get; init; }
}

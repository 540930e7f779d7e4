using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Blueprint from which the claim behind an ephemeral volume is created.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimTemplate")]
public sealed partial record PersistentVolumeClaimTemplate
{
    /// <summary>Labels and annotations copied onto the created claim; no other metadata may be set.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Specification copied unchanged into the claim that is created.</summary>
    [ApiField("spec", 2)]
    public partial PersistentVolumeClaimSpec Spec { get; init; }
}

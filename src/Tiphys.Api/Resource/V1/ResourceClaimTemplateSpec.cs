using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>Metadata and specification copied into claims that are generated from a template.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceClaimTemplateSpec")]
public sealed partial record ResourceClaimTemplateSpec
{
    /// <summary>Labels and annotations copied to generated claims; other metadata is rejected.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Claim specification copied unchanged to every generated claim.</summary>
    [ApiField("spec", 2)]
    public partial ResourceClaimSpec Spec { get; init; }
}

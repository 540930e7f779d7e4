namespace Tiphys.Api.Core.V1;

/// <summary>Links one claim entry of the pod spec to the claim object generated for it.</summary>
[ApiType("io.k8s.api.core.v1.PodResourceClaimStatus")]
public sealed partial record PodResourceClaimStatus
{
    /// <summary>Name of the matching entry in the resourceClaims list of the pod spec.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Name of the generated ResourceClaim, or unset when no claim had to be generated.</summary>
    [ApiField("resourceClaimName", 2, OmitEmpty = true, Optional = true)]
    public partial string? ResourceClaimName { get; init; }
}

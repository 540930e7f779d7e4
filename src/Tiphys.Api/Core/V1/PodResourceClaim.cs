namespace Tiphys.Api.Core.V1;

/// <summary>One entry of a pod that names a dynamic resource claim its containers may use.</summary>
[ApiType("io.k8s.api.core.v1.PodResourceClaim")]
public sealed partial record PodResourceClaim
{
    /// <summary>Pod-local DNS label by which containers refer to this claim entry.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Existing ResourceClaim in the namespace of the pod; exclusive with resourceClaimTemplateName.</summary>
    [ApiField("resourceClaimName", 3, OmitEmpty = true)]
    public partial string? ResourceClaimName { get; init; }

    /// <summary>Template from which a claim owned by this pod is generated; exclusive with resourceClaimName.</summary>
    [ApiField("resourceClaimTemplateName", 4, OmitEmpty = true)]
    public partial string? ResourceClaimTemplateName { get; init; }
}

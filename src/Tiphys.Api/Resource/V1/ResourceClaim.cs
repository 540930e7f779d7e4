using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>Requests access to devices for use by one or more pods, and tracks their allocation.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceClaim", Group = "resource.k8s.io", Version = "v1", Kind = "ResourceClaim")]
[ApiResource(
    "resourceclaims",
    Singular = "resourceclaim",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "wgAZaHcZxUg=")]
[ApiSubresource("status", "resource.k8s.io/v1", "ResourceClaim", Verbs = ["get", "patch", "update"])]
public sealed partial record ResourceClaim
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>What is being requested; immutable after creation.</summary>
    [ApiField("spec", 2)]
    public partial ResourceClaimSpec Spec { get; init; }

    /// <summary>Most recently observed state of the ResourceClaim, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial ResourceClaimStatus Status { get; init; }
}

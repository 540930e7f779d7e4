using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authentication.V1;

/// <summary>A request by which callers learn how the server sees their own identity.</summary>
[ApiType("io.k8s.api.authentication.v1.SelfSubjectReview", Group = "authentication.k8s.io", Version = "v1", Kind = "SelfSubjectReview")]
[ApiResource("selfsubjectreviews", Singular = "selfsubjectreview", Verbs = ["create"])]
public sealed partial record SelfSubjectReview
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The identity of the caller, filled in by the server.</summary>
    [ApiField("status", 2, OmitEmpty = true, Optional = true)]
    public partial SelfSubjectReviewStatus Status { get; init; }
}

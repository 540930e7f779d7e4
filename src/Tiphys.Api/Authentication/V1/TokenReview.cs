using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authentication.V1;

/// <summary>A request asking the server to verify a bearer token and tell whose it is.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenReview", Group = "authentication.k8s.io", Version = "v1", Kind = "TokenReview")]
[ApiResource("tokenreviews", Singular = "tokenreview", Verbs = ["create"])]
public sealed partial record TokenReview
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The token to check and the audiences it should be valid for.</summary>
    [ApiField("spec", 2)]
    public partial TokenReviewSpec Spec { get; init; }

    /// <summary>The verdict on the token, filled in by the server.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial TokenReviewStatus Status { get; init; }
}

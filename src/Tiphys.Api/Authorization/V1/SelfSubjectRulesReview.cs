using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authorization.V1;

/// <summary>A request for the list of actions the caller may perform in a namespace, mainly for user interfaces.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectRulesReview", Group = "authorization.k8s.io", Version = "v1", Kind = "SelfSubjectRulesReview")]
[ApiResource("selfsubjectrulesreviews", Singular = "selfsubjectrulesreview", Verbs = ["create"])]
public sealed partial record SelfSubjectRulesReview
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The namespace in which to evaluate the permissions of the caller.</summary>
    [ApiField("spec", 2)]
    public partial SelfSubjectRulesReviewSpec Spec { get; init; }

    /// <summary>The permissions that were found, filled in by the server.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial SubjectRulesReviewStatus Status { get; init; }
}
